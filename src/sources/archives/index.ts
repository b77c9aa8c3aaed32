import * as z from "zod";
import { type Fact, factIdPart } from "../../core/fact.ts";
import { globSchema } from "../../core/glob.ts";
import type { Source } from "../../core/source.ts";
import { addUpBytes } from "./add-up-bytes.ts";
import { archiveFacts } from "./archive-facts.ts";
import { bucketAccessSchema } from "./bucket/bucket-access.ts";
import { holdAgainstManifest } from "./hold-against-manifest.ts";
import { inspectMany } from "./inspect-many.ts";
import { listArchives } from "./list-archives.ts";
import { loadManifestBeside } from "./load-manifest-beside.ts";
import { isManifestFile } from "./manifest-files.ts";
import { placeOf } from "./place.ts";
import { quoteName } from "./problem.ts";
import { sizesOf } from "./sizes-of.ts";

const archivesOptions = z.strictObject({
  folder: z
    .string()
    .min(1)
    .describe("Folder with mongodump archives, relative to the project's root, or `s3://bucket/prefix`."),
  s3: bucketAccessSchema.optional().describe("How to reach the bucket, beside what AWS_* variables and ~/.aws say."),
  pattern: globSchema.default("**/*").describe("Which files below the folder to read, as a glob."),
});
export type ArchivesOptions = z.infer<typeof archivesOptions>;

/**
 * Collects what the mongodump archives of a folder hold: `archive.<file>` and `collection.<file>.<database>.<collection>`
 * (sizes in bytes), and `manifest.folder` where a manifest lies beside them. Every byte is read, so an archive that is as
 * the manifest says was verified in full by this very pull: `verified_at`. A damaged archive is a fact like any other, with its problems; files that are no archives, or cannot
 * be read, are listed as unreadable with the reason. Throws a `UserError` where the folder is missing.
 */
export const archivesSource: Source<ArchivesOptions> = {
  id: "archives",
  summary: "Reads mongodump archives and collection dumps: digests, collections, document counts, checksums.",
  options: archivesOptions,
  async collect({ folder, pattern, s3: access }, { root, now, signal, progress, onBytes }) {
    const base = placeOf(root, folder);
    const files = (await listArchives(base, pattern, access)).filter((file) => !isManifestFile(file));
    const manifest = await loadManifestBeside(base, access);
    const facts: Fact[] = [];
    const unreadable: { group: string; reason: string }[] = [];
    const onDone = (file: string): void => progress(`read ${quoteName(file)}`);
    const told = onBytes && { onBytes: addUpBytes(await sizesOf(base, files, access), onBytes) };
    const inspected = await inspectMany(base, files, { access, fields: true, signal, onDone, ...told });
    const held = holdAgainstManifest(manifest, inspected, { pattern, now });
    if (held.folder) facts.push({ id: "manifest.folder", value: held.folder });
    for (const one of inspected) {
      if ("inspection" in one) facts.push(...archiveFacts(one.file, one.inspection, held.of(one.file)));
      else unreadable.push({ group: `archive.${factIdPart(one.file)}`, reason: one.reason });
    }
    return unreadable.length > 0 ? { origin: folder, facts, unreadable } : { origin: folder, facts };
  },
};
