import { basename } from "node:path";
import { compareCodeUnits } from "../../core/canonical-json.ts";
import { UserError } from "../../core/errors.ts";
import type { CollectionMetadata } from "./collection-metadata.ts";
import { collectionName, type DumpedCollection, decodeName, readDirectoryLayout } from "./directory-layout.ts";
import { type DirectoryReading, directoryReading, inFile, summarizeFiles } from "./directory-reading.ts";
import { boundsOf, newBounds } from "./document-bounds.ts";
import type { ArchiveInspection, CollectionInspection, InspectOptions } from "./inspection.ts";
import { type PartialCollection, PartlyRead } from "./partly-read.ts";
import { placeOf } from "./place.ts";
import { quoteName } from "./problem.ts";
import { createProblemLog } from "./raw-reader.ts";
import { readBsonStream } from "./read-bson-stream.ts";
import { readMetadata, readPrelude } from "./read-dump-texts.ts";
import { reportDuplicates } from "./report-duplicates.ts";

/**
 * Inspects a directory dump. Sizes are sums over its files. The digests are those of `sha256sum` over the sorted paths:
 * `find -type f -printf '%P\0' | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum`, limited to the dump's own files,
 * and the same over their raw bytes. Problems name the file that their offset counts in. Throws a `UserError` where the
 * folder is no dump or nothing of it can be read, and `PartlyRead` where some of its files cannot.
 */
export async function inspectDirectory(path: string, options: InspectOptions): Promise<ArchiveInspection> {
  const layout = await readDirectoryLayout(path, options.access);
  if (!layout) {
    const hint = "Name one archive file, or the root folder of a mongodump directory.";
    throw new UserError(`Unexpected directory \`${path}\`, expected a file or a directory dump`, hint);
  }
  const problems = createProblemLog();
  const reading = await directoryReading(path, layout, problems, options);
  const versions = layout.prelude === undefined ? undefined : await readPrelude(layout.prelude, reading);
  const marked = await readCollections(layout.collections, reading);
  reportDuplicates(marked, problems);
  const found = problems.list();
  const { sha256, rawSha256, files, ...sizes } = summarizeFiles(reading.files);
  const head = {
    format: 1 as const,
    file: basename(placeOf(".", path)),
    kind: "mongodump-directory" as const,
    ...sizes,
  };
  const stated = { serverVersion: versions?.ServerVersion ?? null, toolVersion: versions?.ToolVersion ?? null };
  const [failure] = reading.failures;
  if (failure) {
    if (files.length === 0 && marked.length === 0) throw failure.error;
    const unreadable = reading.failures.map((one) => one.unreadable);
    const all = [...found, ...unreadable];
    const partial = { ...head, ...stated, status: "unreadable" as const, problems: all, collections: marked, files };
    throw new PartlyRead(failure.error, partial);
  }
  const status = found.length === 0 ? "intact" : "damaged";
  const collections = marked.map(({ whole: _, ...one }) => one);
  return { ...head, sha256, rawSha256, ...stated, status, problems: found, collections, files };
}

/** Reads one collection after the other, sorted by database and name; those that nothing was read of are left out. */
async function readCollections(
  dumped: readonly DumpedCollection[],
  reading: DirectoryReading,
): Promise<PartialCollection[]> {
  const collections: PartialCollection[] = [];
  for (const one of dumped) {
    if (reading.givenUp()) break;
    const failures = reading.failures.length;
    const collection = await readCollection(one, reading);
    const whole = reading.failures.length === failures;
    if (collection && (whole || collection.documents > 0)) collections.push({ ...collection, whole });
  }
  return collections.sort(
    (a, b) => compareCodeUnits(a.database, b.database) || compareCodeUnits(a.collection, b.collection),
  );
}

async function readCollection(
  dumped: DumpedCollection,
  reading: DirectoryReading,
): Promise<CollectionInspection | undefined> {
  const failures = reading.failures.length;
  const metadata = dumped.metadata === undefined ? undefined : await readMetadata(dumped.metadata, reading);
  const unread = reading.failures.length > failures;
  const name = collectionName(dumped.stem, metadata?.collectionName);
  if (name === undefined && !unread) {
    const message = `Unexpected cut name of ${quoteName(dumped.stem)}, expected metadata with the whole name`;
    reading.problems.add("metadata-invalid", message, 0);
  }
  const collection = name ?? decodeName(dumped.stem);
  const type = metadata?.type ?? (metadata?.options.viewOn === undefined ? "collection" : "view");
  if (dumped.data === undefined) {
    if (type === "timeseries") return undefined;
    if (type !== "view" && !unread) {
      const message = `Unexpected absence of the documents of ${quoteName(collection)}, expected a file beside its metadata`;
      reading.problems.add("missing", message, 0);
    }
    return emptyCollection(dumped.database, collection, metadata);
  }
  const { database, data } = dumped;
  const reader = readBsonStream(database, collection, inFile(reading.problems, data), { fields: reading.fields });
  const complete = await reading.stream(data, reader.push, reader.inside);
  const [one] = reader.end(complete).collections;
  return one && { ...one, indexes: metadata?.indexes ?? [] };
}

function emptyCollection(database: string, collection: string, metadata?: CollectionMetadata): CollectionInspection {
  const indexes = metadata?.indexes ?? [];
  const counted = { documents: 0, bytes: 0, crc64: null, crcMatches: null, ...boundsOf(newBounds()) };
  return { database, collection, ...counted, indexes, fields: [] };
}
