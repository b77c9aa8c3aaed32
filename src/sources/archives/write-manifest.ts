import { UserError } from "../../core/errors.ts";
import { inShard, type Shard } from "../../core/shard.ts";
import type { BucketAccess } from "./bucket/bucket-access.ts";
import { claimCounts } from "./claim-counts.ts";
import { inspectMany, type ManyOptions } from "./inspect-many.ts";
import type { NotInspected } from "./inspected.ts";
import { keepClaims } from "./keep-claims.ts";
import { listArchives } from "./list-archives.ts";
import { loadManifestBeside, type ManifestBeside } from "./load-manifest-beside.ts";
import { type Manifest, makeManifest, renderManifest } from "./manifest.ts";
import { isManifestFile, MANIFEST_FILES } from "./manifest-files.ts";
import { below, writeTextAt } from "./place.ts";
import { renderManifestMarkdown } from "./render-manifest-markdown.ts";
import { renderSha256Sums } from "./render-sha256-sums.ts";
import { compareInspections } from "./verification.ts";

export interface WriteManifestOptions extends ManyOptions {
  /** Write over a manifest that says something else about an archive. */
  acceptChanges?: boolean;
  /** Read only the archives of this shard, and write its part of the manifest alone. */
  shard?: Shard;
  /** Counts by namespace that mongodump's log claims; what it claimed before stays beside bytes that are the same. */
  claimed?: ReadonlyMap<string, number>;
}

/** The manifest that was written, and the files of the folder that are no archives, with the reason. */
export interface WrittenManifest {
  manifest: Manifest;
  ignored: readonly NotInspected[];
}

/**
 * Reads every archive of a folder and writes `manifest.json`, `ARCHIVE_MANIFEST.md` and `SHA256SUMS` beside them, each
 * atomically. The same archives give the same bytes. Throws a `UserError`, with nothing written, where an archive of the
 * manifest that is there already is gone or has changed, unless `acceptChanges` is set, or cannot be read.
 */
export async function writeManifest(folder: string, options: WriteManifestOptions = {}): Promise<WrittenManifest> {
  const { acceptChanges = false, shard, claimed = new Map(), ...many } = options;
  const { access } = many;
  const all = (await listArchives(folder, undefined, access)).filter((file) => !isManifestFile(file));
  const files = inShard(all, shard);
  const inspected = await inspectMany(folder, files, { fields: true, ...many });
  const beside = await loadManifestBeside(folder, access);
  const before = new Map((beside && "archives" in beside ? beside.archives : []).map((one) => [one.file, one]));
  const ignored = inspected.flatMap((one) => ("reason" in one ? [one] : []));
  refuseUnread(ignored.filter(({ file, readable }) => before.has(file) && !readable));
  const described = inspected.flatMap((one) => ("inspection" in one ? [one.inspection] : []));
  const manifest = makeManifest(described.map((one) => claimCounts(keepClaims(one, before.get(one.file)), claimed)));
  if (shard) {
    const part = `manifest.${shard.index}-of-${shard.count}.json`;
    await writeTextAt(below(folder, part), renderManifest(manifest), access);
  } else {
    if (!acceptChanges) refuseChanges(beside, manifest);
    await writeTexts(folder, manifest, access);
  }
  return { manifest, ignored };
}

/** What cannot be read has not changed: it must not drop out of the manifest. */
function refuseUnread([one]: readonly NotInspected[]): void {
  if (!one) return;
  throw new UserError(
    `Unexpected unreadable \`${one.file}\`, expected the archive that the manifest describes: ${one.reason}`,
    "Make it readable, or take it out of the folder and pass --accept-changes.",
  );
}

/** Writes the three files of a manifest, each atomically. */
export async function writeTexts(folder: string, manifest: Manifest, access?: BucketAccess): Promise<void> {
  const texts = {
    [MANIFEST_FILES.json]: renderManifest(manifest),
    [MANIFEST_FILES.markdown]: renderManifestMarkdown(manifest),
  };
  const sums = renderSha256Sums(manifest, texts);
  for (const [name, text] of Object.entries({ ...texts, [MANIFEST_FILES.sums]: sums })) {
    await writeTextAt(below(folder, name), text, access);
  }
}

/** Throws a `UserError` where an archive is no longer what the manifest beside it says, or nobody can tell what that says. */
export function refuseChanges(beside: ManifestBeside, manifest: Manifest): void {
  if (!beside) return;
  if ("problem" in beside) {
    const hint = "Restore it from version control, or pass --accept-changes to describe what is there now.";
    throw new UserError(beside.problem, hint);
  }
  const now = new Map(manifest.archives.map((one) => [one.file, one]));
  for (const before of beside.archives) {
    const after = now.get(before.file);
    const changed = after ? compareInspections(before, after).some(({ code }) => code === "changed") : true;
    if (!changed) continue;
    throw new UserError(
      `Unexpected ${after ? "change" : "absence"} of \`${before.file}\`, expected the archive that the manifest describes`,
      "Restore the archive, or pass --accept-changes to describe what is there now.",
    );
  }
}
