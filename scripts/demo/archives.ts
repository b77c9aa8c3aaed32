// Writes the six archives of the demo platform's last day on its former database, byte for byte the same every time.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { writeManifest } from "../../src/sources/archives/write-manifest.ts";
import { collectionDump } from "./archives/collection-dump.ts";
import { dumpStream } from "./archives/dump-stream.ts";
import { demoModules } from "./archives/modules.ts";

/** The day that stands in every archive's name. */
export const ARCHIVE_DAY = "2025-12-05";

/**
 * Writes one file a module into the folder: four `--archive --gzip` streams of whole databases and two dumps of one
 * collection each, under names that do not tell which is which; and the manifest beside them.
 */
export async function writeDemoArchives(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const { module, form, database, collections } of demoModules()) {
    const bytes = form === "stream" ? dumpStream(database, collections) : collectionDump(collections);
    await writeFile(join(folder, `mongodb-${module}-${ARCHIVE_DAY}.bson.gz`), gzipSync(bytes));
  }
  await writeManifest(folder, { acceptChanges: true });
}
