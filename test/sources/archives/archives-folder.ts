import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { bson, writeArchive } from "./write-archive.ts";

/** A collection whose name is hostile to Markdown. */
export const users = {
  db: "authority",
  collection: "us|er`s",
  documents: [{ n: 1 }, { n: 2, tags: ["a"] }],
  indexes: [{ v: 2, key: { n: 1 }, name: "n_1" }],
};

/** A new folder with an archive of each form, one of them with a hostile name, and a file that is no archive. */
export async function archivesFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "plumbline-manifest-"));
  await writeFile(join(folder, "a.archive"), writeArchive([users]));
  await writeFile(join(folder, "b\nb.bson.gz"), gzipSync(bson({ n: 1 })));
  await writeFile(join(folder, "notes.txt"), "no archive");
  await mkdir(join(folder, "dump/app"), { recursive: true });
  await writeFile(join(folder, "dump/app/x.bson"), bson({ x: 1 }));
  await writeFile(join(folder, "dump/app/x.metadata.json"), '{"indexes":[]}');
  return folder;
}
