import type { Place } from "./finding.ts";

/** A place for what concerns a whole file, or a file that is not there yet. */
export function wholeFile(file: string): Place {
  return { file, line: 1, column: 1, endLine: 1, endColumn: 1 };
}
