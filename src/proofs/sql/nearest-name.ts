import leven from "leven";
import { nearest } from "../../core/nearest.ts";

/** The known name that was meant, where one is close enough. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  return nearest(name, known, leven);
}
