import { UserError } from "../../core/errors.ts";
import type { BucketAccess } from "./bucket/bucket-access.ts";
import { listArchives } from "./list-archives.ts";
import { loadManifestBeside } from "./load-manifest-beside.ts";
import { type Manifest, parseManifest, uniteManifests } from "./manifest.ts";
import { MANIFEST_PART } from "./manifest-files.ts";
import { below, readTextAt } from "./place.ts";
import { refuseChanges, writeTexts } from "./write-manifest.ts";

/**
 * Unites the parts that the jobs of a sharded `archive manifest` left in a folder, and writes what one job would have
 * written. Throws a `UserError`, with nothing written, where a part is missing, belongs to another split or describes an
 * archive that another part describes too, or where `refuseChanges` objects.
 */
export async function uniteParts(
  folder: string,
  { acceptChanges = false, access }: { acceptChanges?: boolean; access?: BucketAccess } = {},
): Promise<Manifest> {
  const names = (await listArchives(folder, "*.json", access)).filter((name) => MANIFEST_PART.test(name)).sort();
  const counts = new Set(names.map((name) => Number(MANIFEST_PART.exec(name)?.groups?.count)));
  const [count = 0] = counts;
  if (counts.size !== 1 || names.length !== count) {
    throw new UserError(
      `Unexpected parts ${names.join(", ") || "(none)"}, expected all parts of one split`,
      "Write every part with `plumbline archive manifest FOLDER --shard I/N`, and remove those of another split.",
    );
  }
  const parts = await Promise.all(
    names.map(async (name) => parseManifest((await readTextAt(below(folder, name), access)) ?? "", name)),
  );
  const files = parts.flatMap(({ archives }) => archives.map(({ file }) => file));
  const twice = files.find((file, at) => files.indexOf(file) !== at);
  if (twice !== undefined) {
    throw new UserError(
      `Unexpected second description of \`${twice}\`, expected each archive in one part`,
      "Let all jobs see the same folder, and write the parts again.",
    );
  }
  const manifest = uniteManifests(parts);
  if (!acceptChanges) refuseChanges(await loadManifestBeside(folder, access), manifest);
  await writeTexts(folder, manifest, access);
  return manifest;
}
