import { createHash } from "node:crypto";
import { basename } from "node:path";
import * as z from "zod";
import { compareCodeUnits } from "../../core/canonical-json.ts";
import { UserError } from "../../core/errors.ts";
import { type CollectionMetadata, parseCollectionMetadata } from "./collection-metadata.ts";
import { collectionName, type DumpedCollection, decodeName, readDirectoryLayout } from "./directory-layout.ts";
import { boundsOf, newBounds } from "./document-bounds.ts";
import { type InventoryBudget, newInventoryBudget } from "./field-inventory.ts";
import type { ArchiveInspection, CollectionInspection, InspectOptions } from "./inspection.ts";
import { below, lookAtPlace, placeOf } from "./place.ts";
import { quoteName } from "./problem.ts";
import { createProblemLog, type ProblemLog } from "./raw-reader.ts";
import { readBsonStream } from "./read-bson-stream.ts";
import { reportDuplicates } from "./report-duplicates.ts";
import { type StreamedFile, streamFile } from "./stream-file.ts";

/** Metadata is held in memory; mongodump's own stays far below this. */
const MAX_METADATA_BYTES = 16 * 1024 * 1024;

/**
 * Inspects a directory dump. Sizes are sums over its files. The digests are those of `sha256sum` over the sorted paths:
 * `find -type f -printf '%P\0' | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum`, limited to the dump's own files,
 * and the same over their raw bytes. Problems name the file that their offset counts in. Throws a `UserError` where the
 * folder is no dump.
 */
export async function inspectDirectory(path: string, options: InspectOptions): Promise<ArchiveInspection> {
  const layout = await readDirectoryLayout(path, options.access);
  if (!layout) {
    const hint = "Name one archive file, or the root folder of a mongodump directory.";
    throw new UserError(`Unexpected directory \`${path}\`, expected a file or a directory dump`, hint);
  }
  const problems = createProblemLog();
  const reading = await directoryReading(path, layout.collections, layout.prelude, problems, options);
  const versions = layout.prelude === undefined ? undefined : await readPrelude(layout.prelude, reading);
  const collections: CollectionInspection[] = [];
  for (const collection of layout.collections) {
    const one = await readCollection(collection, reading);
    if (one) collections.push(one);
  }
  reportDuplicates(collections, problems);
  collections.sort((a, b) => compareCodeUnits(a.database, b.database) || compareCodeUnits(a.collection, b.collection));
  return {
    format: 1,
    file: basename(placeOf(".", path)),
    kind: "mongodump-directory",
    ...summary(reading.files),
    serverVersion: versions?.ServerVersion ?? null,
    toolVersion: versions?.ToolVersion ?? null,
    status: problems.list().length === 0 ? "intact" : "damaged",
    problems: problems.list(),
    collections,
    files: sortedFiles(reading.files).map(([file, { bytes, sha256 }]) => ({ path: file, bytes, sha256 })),
  };
}

/** Reads the dump's files one by one, remembers their digests, and adds progress up over all of them. */
interface DirectoryReading {
  files: Map<string, StreamedFile>;
  problems: ProblemLog;
  fields: InventoryBudget | undefined;
  stream(file: string, consume: (chunk: Uint8Array) => void, problems: ProblemLog): Promise<StreamedFile>;
}

async function directoryReading(
  folder: string,
  collections: readonly DumpedCollection[],
  prelude: string | undefined,
  problems: ProblemLog,
  { signal, onProgress, fields, access }: InspectOptions,
): Promise<DirectoryReading> {
  const paths = [prelude, ...collections.flatMap(({ data, metadata }) => [data, metadata])].filter(
    (one) => one !== undefined,
  );
  let totalBytes = 0;
  for (const one of paths) totalBytes += (await lookAtPlace(below(folder, one), access))?.bytes ?? 0;
  let done = 0;
  const files = new Map<string, StreamedFile>();
  return {
    files,
    problems,
    fields: fields ? newInventoryBudget() : undefined,
    async stream(file, consume, log) {
      const onBytes = (bytesRead: number): void => onProgress?.(done + bytesRead, totalBytes);
      const read = { onProgress: onBytes, access, ...(signal && { signal }) };
      const streamed = await streamFile(below(folder, file), consume, inFile(log, file), read);
      done += streamed.bytes;
      files.set(file, streamed);
      return streamed;
    },
  };
}

function inFile(problems: ProblemLog, file: string): ProblemLog {
  const add: ProblemLog["add"] = (code, message, offset) =>
    problems.add(code, `${message}, in ${quoteName(file)}`, offset);
  return { ...problems, add };
}

async function readCollection(
  dumped: DumpedCollection,
  reading: DirectoryReading,
): Promise<CollectionInspection | undefined> {
  const metadata = dumped.metadata === undefined ? undefined : await readMetadata(dumped.metadata, reading);
  const name = collectionName(dumped.stem, metadata?.collectionName);
  if (name === undefined) {
    const message = `Unexpected cut name of ${quoteName(dumped.stem)}, expected metadata with the whole name`;
    reading.problems.add("metadata-invalid", message, 0);
  }
  const collection = name ?? decodeName(dumped.stem);
  const type = metadata?.type ?? (metadata?.options.viewOn === undefined ? "collection" : "view");
  if (dumped.data === undefined) {
    if (type === "timeseries") return undefined;
    if (type !== "view") {
      const message = `Unexpected absence of the documents of ${quoteName(collection)}, expected a file beside its metadata`;
      reading.problems.add("missing", message, 0);
    }
    return emptyCollection(dumped.database, collection, metadata);
  }
  const reader = readBsonStream(dumped.database, collection, inFile(reading.problems, dumped.data), {
    fields: reading.fields,
  });
  const { complete } = await reading.stream(dumped.data, reader.push, reading.problems);
  const [one] = reader.end(complete).collections;
  return one && { ...one, indexes: metadata?.indexes ?? [] };
}

function emptyCollection(database: string, collection: string, metadata?: CollectionMetadata): CollectionInspection {
  const indexes = metadata?.indexes ?? [];
  const counted = { documents: 0, bytes: 0, crc64: null, crcMatches: null, ...boundsOf(newBounds()) };
  return { database, collection, ...counted, indexes, fields: [] };
}

async function readText(file: string, reading: DirectoryReading): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  const keep = (chunk: Uint8Array): void => {
    length += chunk.length;
    if (length <= MAX_METADATA_BYTES) chunks.push(Buffer.from(chunk));
  };
  const { complete } = await reading.stream(file, keep, reading.problems);
  if (length <= MAX_METADATA_BYTES) return complete ? Buffer.concat(chunks).toString("utf8") : undefined;
  reading.problems.add("too-large", `Unexpected size of ${quoteName(file)}, expected at most 16 MiB`, length);
  return undefined;
}

async function readMetadata(file: string, reading: DirectoryReading): Promise<CollectionMetadata | undefined> {
  const text = await readText(file, reading);
  if (text === undefined) return undefined;
  try {
    return parseCollectionMetadata(text);
  } catch {
    reading.problems.add("metadata-invalid", `Unexpected content of ${quoteName(file)}, expected Extended JSON`, 0);
    return undefined;
  }
}

const preludeSchema = z.looseObject({ ServerVersion: z.string(), ToolVersion: z.string() });

/** Server and tool versions as mongodump's DumpPreludeMetadata writes them. */
async function readPrelude(
  file: string,
  reading: DirectoryReading,
): Promise<z.infer<typeof preludeSchema> | undefined> {
  const text = await readText(file, reading);
  if (text === undefined) return undefined;
  try {
    return preludeSchema.parse(JSON.parse(text));
  } catch {
    reading.problems.add("metadata-invalid", `Unexpected content of ${quoteName(file)}, expected versions as JSON`, 0);
    return undefined;
  }
}

function summary(files: ReadonlyMap<string, StreamedFile>) {
  const sorted = sortedFiles(files);
  const digest = (of: (file: StreamedFile) => string): string => {
    const hash = createHash("sha256");
    for (const [path, file] of sorted) hash.update(`${of(file)}  ${path}\n`);
    return hash.digest("hex");
  };
  const compressions = new Set(sorted.map(([, file]) => file.compression));
  const [compression = "none"] = compressions;
  return {
    compression: compressions.size > 1 ? ("mixed" as const) : compression,
    bytes: sorted.reduce((sum, [, file]) => sum + file.bytes, 0),
    rawBytes: sorted.reduce((sum, [, file]) => sum + file.rawBytes, 0),
    sha256: digest((file) => file.sha256),
    rawSha256: digest((file) => file.rawSha256),
  };
}

/** By the bytes of their paths, as `sort` does with LC_ALL=C. */
function sortedFiles(files: ReadonlyMap<string, StreamedFile>): [string, StreamedFile][] {
  return [...files].sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}
