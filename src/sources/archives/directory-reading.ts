import { createHash } from "node:crypto";
import { UserError } from "../../core/errors.ts";
import { isBucketAddress } from "./bucket/bucket-address.ts";
import type { DirectoryLayout } from "./directory-layout.ts";
import { type InventoryBudget, newInventoryBudget } from "./field-inventory.ts";
import type { ArchiveInspection, InspectOptions } from "./inspection.ts";
import type { Unreadable } from "./partly-read.ts";
import { below, lookAtPlace } from "./place.ts";
import { quoteName } from "./problem.ts";
import type { ProblemLog } from "./raw-reader.ts";
import { type StreamedFile, streamFile } from "./stream-file.ts";

/** Reads a dump's files one by one, remembers their digests, and adds progress up over all of them. */
export interface DirectoryReading {
  /** The files that were read whole. */
  files: Map<string, StreamedFile>;
  problems: ProblemLog;
  fields: InventoryBudget | undefined;
  /** Files that could not be opened, or read to their end, with the errors that a person can mend. */
  failures: { error: UserError; unreadable: Unreadable }[];
  /** Whether asking for further files is pointless: an object store that failed for good would fail for each of them. */
  givenUp(): boolean;
  /** Reads one file; false where its bytes did not all arrive, or are damaged, which stands in `failures` or `problems`. */
  stream(file: string, consume: (chunk: Uint8Array) => void, inside?: () => string | undefined): Promise<boolean>;
}

/** Prepares the reading of a dump's folder. Throws a `UserError` where the sizes of its files cannot be told. */
export async function directoryReading(
  folder: string,
  { collections, prelude }: DirectoryLayout,
  problems: ProblemLog,
  { signal, onProgress, fields, access }: InspectOptions,
): Promise<DirectoryReading> {
  const paths = [prelude, ...collections.flatMap(({ data, metadata }) => [data, metadata])];
  let totalBytes = 0;
  for (const one of paths) {
    if (one !== undefined) totalBytes += (await lookAtPlace(below(folder, one), access))?.bytes ?? 0;
  }
  let done = 0;
  const files = new Map<string, StreamedFile>();
  const failures: DirectoryReading["failures"] = [];
  const fail = (error: UserError, offset: number): false => {
    failures.push({ error, unreadable: { code: "unreadable", message: error.message, offset } });
    return false;
  };
  return {
    files,
    problems,
    fields: fields ? newInventoryBudget() : undefined,
    failures,
    givenUp: () => failures.length > 0 && isBucketAddress(folder),
    async stream(file, consume, inside) {
      const onBytes = (bytesRead: number): void => onProgress?.(done + bytesRead, totalBytes);
      const read = { onProgress: onBytes, access, ...(signal && { signal }), ...(inside && { inside }) };
      const streamed = await streamFile(below(folder, file), consume, inFile(problems, file), read).catch(orUserError);
      if (streamed instanceof UserError) return fail(streamed, 0);
      done += streamed.bytes;
      if (streamed.failure) return fail(streamed.failure, streamed.bytes);
      files.set(file, streamed);
      // A plain file may be that of an empty collection; gzip has a header and a trailer around nothing, too.
      if (streamed.bytes > 0 || !file.endsWith(".gz")) return streamed.complete;
      problems.add("truncated", `Unexpected empty file ${quoteName(file)}, expected a gzip stream`, 0);
      return false;
    },
  };
}

/** A problem log whose messages name the file. */
export function inFile(problems: ProblemLog, file: string): ProblemLog {
  const add: ProblemLog["add"] = (code, message, offset) =>
    problems.add(code, `${message}, in ${quoteName(file)}`, offset);
  return { ...problems, add };
}

/** Sizes and digests over all files that were read whole ({@link inspectDirectory} says which). */
export function summarizeFiles(files: ReadonlyMap<string, StreamedFile>): Pick<
  ArchiveInspection,
  "compression" | "bytes" | "rawBytes" | "sha256" | "rawSha256"
> & {
  files: NonNullable<ArchiveInspection["files"]>;
} {
  // By the bytes of their paths, as `sort` does with LC_ALL=C.
  const sorted = [...files].sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  const digest = (of: (file: StreamedFile) => string): string => {
    const hash = createHash("sha256");
    for (const [path, file] of sorted) hash.update(`${of(file)}  ${path}\n`);
    return hash.digest("hex");
  };
  const compressions = new Set(sorted.map(([, file]) => file.compression));
  const [compression = "none"] = compressions;
  return {
    compression: compressions.size > 1 ? "mixed" : compression,
    bytes: sorted.reduce((sum, [, file]) => sum + file.bytes, 0),
    rawBytes: sorted.reduce((sum, [, file]) => sum + file.rawBytes, 0),
    sha256: digest((file) => file.sha256),
    rawSha256: digest((file) => file.rawSha256),
    files: sorted.map(([path, { bytes, sha256 }]) => ({ path, bytes, sha256 })),
  };
}

function orUserError(error: unknown): UserError {
  if (error instanceof UserError) return error;
  throw error;
}
