import { resolve } from "node:path";
import * as z from "zod";
import type { Json } from "../../core/canonical-json.ts";
import { type Fact, factIdPart } from "../../core/fact.ts";
import type { Source } from "../../core/source.ts";
import { inspectMany } from "./inspect-many.ts";
import type { ArchiveInspection } from "./inspection.ts";
import { listArchives } from "./list-archives.ts";

const archivesOptions = z.strictObject({
  folder: z.string().min(1).describe("Folder with mongodump archives, relative to the project's root."),
  pattern: z.string().min(1).default("**/*").describe("Which files below the folder to read, as a glob."),
});
export type ArchivesOptions = z.infer<typeof archivesOptions>;

/**
 * Collects what the mongodump archives of a folder hold: `archive.<file>` and `collection.<file>.<database>.<collection>`
 * (sizes in bytes). A damaged archive is a fact like any other, with its problems; files that are no archives, or cannot
 * be read, are listed as unreadable with the reason. Throws a `UserError` where the folder is missing.
 */
export const archivesSource: Source<ArchivesOptions> = {
  id: "archives",
  summary: "Reads mongodump archives and collection dumps: digests, collections, document counts, checksums.",
  options: archivesOptions,
  async collect({ folder, pattern }, { root, signal, progress }) {
    const base = resolve(root, folder);
    const files = await listArchives(base, pattern);
    const facts: Fact[] = [];
    const unreadable: { group: string; reason: string }[] = [];
    const onDone = (file: string): void => progress(`read ${file}`);
    for (const one of await inspectMany(base, files, { signal, onDone })) {
      if ("inspection" in one) facts.push(...archiveFacts(one.file, one.inspection));
      else unreadable.push({ group: `archive.${factIdPart(one.file)}`, reason: one.reason });
    }
    return unreadable.length > 0 ? { origin: folder, facts, unreadable } : { origin: folder, facts };
  },
};

/** The facts of one archive; `file` is its path below the folder. */
export function archiveFacts(file: string, inspection: ArchiveInspection): Fact[] {
  const documents = inspection.collections.reduce((sum, collection) => sum + collection.documents, 0);
  const archive: Fact = {
    id: `archive.${factIdPart(file)}`,
    value: {
      file,
      kind: inspection.kind,
      compression: inspection.compression,
      bytes: inspection.bytes,
      raw_bytes: inspection.rawBytes,
      sha256: inspection.sha256,
      raw_sha256: inspection.rawSha256,
      server_version: inspection.serverVersion,
      tool_version: inspection.toolVersion,
      status: inspection.status,
      problems: inspection.problems.map((problem): Json => ({ ...problem })),
      collections: inspection.collections.length,
      documents,
    },
  };
  const collections = inspection.collections.map(
    (one): Fact => ({
      id: `collection.${[file, one.database, one.collection].map(factIdPart).join(".")}`,
      value: {
        file,
        database: one.database,
        collection: one.collection,
        documents: one.documents,
        bytes: one.bytes,
        crc64: one.crc64,
        crc_matches: one.crcMatches,
        indexes: one.indexes.map((index): Json => ({ ...index })),
      },
    }),
  );
  return [archive, ...collections];
}
