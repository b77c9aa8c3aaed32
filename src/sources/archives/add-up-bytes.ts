import type { OnBytes } from "./inspected.ts";

/** Adds up what is read of several archives at once; `sizes` gives the bytes of each. */
export function addUpBytes(
  sizes: ReadonlyMap<string, number>,
  on: (bytesRead: number, totalBytes: number) => void,
): OnBytes {
  const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  const read = new Map<string, number>();
  let sum = 0;
  return (file, bytesRead) => {
    sum += bytesRead - (read.get(file) ?? 0);
    read.set(file, bytesRead);
    on(sum, Math.max(sum, total));
  };
}
