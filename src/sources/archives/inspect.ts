import { inspectDirectory } from "./inspect-directory.ts";
import { inspectFile } from "./inspect-file.ts";
import type { ArchiveInspection, InspectOptions } from "./inspection.ts";
import { type PartialInspection, PartlyRead } from "./partly-read.ts";
import { lookAtPlace } from "./place.ts";

export { type ArchiveInspection, type InspectOptions, type PartialInspection, PartlyRead };

/**
 * Reads one archive (a file, or the folder of a directory dump; on disk or `s3://`) from start to end in constant memory and says what is in
 * it and whether it is whole. A file's form is told by content, never by name. Damage makes the status `damaged` with
 * what was intact still counted; throws a `UserError` where there is nothing to read: missing, unreadable, empty, or no
 * archive at all; `PartlyRead`, with what was read, where reading it to the end fails.
 */
export async function inspectArchive(path: string, options: InspectOptions = {}): Promise<ArchiveInspection> {
  const found = await lookAtPlace(path, options.access);
  return found?.folder ? inspectDirectory(path, options) : inspectFile(path, options);
}
