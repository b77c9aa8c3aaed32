import { globSync } from "node:fs";
import { basename, join } from "node:path";

/** Looks a program up in folders, which may be globs; of several versions the highest counts. */
export function findProgram(name: string, folders: readonly string[]): string | undefined {
  for (const folder of folders) {
    const found = globSync(join(folder, name)).sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
    const newest = found.at(-1);
    if (newest !== undefined && basename(newest) === name) return newest;
  }
  return undefined;
}
