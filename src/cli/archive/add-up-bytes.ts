import type { OnBytes } from "../../sources/archives/inspected.ts";
import type { OnProgress } from "./show-progress.ts";

/** Adds up what is read of several archives at once. */
export function addUpBytes(sizes: ReadonlyMap<string, number>, on: OnProgress): OnBytes {
  const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  const read = new Map<string, number>();
  return (file, bytesRead) => {
    read.set(file, bytesRead);
    const sum = [...read.values()].reduce((all, size) => all + size, 0);
    // A folder's own size says nothing of the dump in it.
    on(sum, Math.max(sum, total));
  };
}
