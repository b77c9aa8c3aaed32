import { readFile } from "node:fs/promises";
import { join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { UserError } from "../../core/errors.ts";
import { inspectMany, type ManyOptions } from "./inspect-many.ts";
import { listArchives } from "./list-archives.ts";
import { type Manifest, makeManifest, parseManifest, renderManifest } from "./manifest.ts";
import { renderManifestMarkdown } from "./render-manifest-markdown.ts";
import { renderSha256Sums } from "./render-sha256-sums.ts";
import { compareInspections } from "./verification.ts";

/** What stands beside the archives of a folder. */
export const MANIFEST_FILES = { json: "manifest.json", markdown: "ARCHIVE_MANIFEST.md", sums: "SHA256SUMS" } as const;

export interface WriteManifestOptions extends ManyOptions {
  /** Write over a manifest that says something else about an archive. */
  acceptChanges?: boolean;
}

/** The manifest that was written, and the files of the folder that are no archives, with the reason. */
export interface WrittenManifest {
  manifest: Manifest;
  ignored: readonly { file: string; reason: string }[];
}

/**
 * Reads every archive of a folder and writes `manifest.json`, `ARCHIVE_MANIFEST.md` and `SHA256SUMS` beside them, each
 * atomically. The same archives give the same bytes. Throws a `UserError`, with nothing written, where an archive of the
 * manifest that is there already is gone or has changed, unless `acceptChanges` is set.
 */
export async function writeManifest(folder: string, options: WriteManifestOptions = {}): Promise<WrittenManifest> {
  const { acceptChanges = false, ...many } = options;
  const own = new Set<string>(Object.values(MANIFEST_FILES));
  const files = (await listArchives(folder)).filter((file) => !own.has(file));
  const inspected = await inspectMany(folder, files, { fields: true, ...many });
  const manifest = makeManifest(inspected.flatMap((one) => ("inspection" in one ? [one.inspection] : [])));
  if (!acceptChanges) await refuseChanges(folder, manifest);
  await writeTexts(folder, manifest);
  return { manifest, ignored: inspected.flatMap((one) => ("reason" in one ? [one] : [])) };
}

async function writeTexts(folder: string, manifest: Manifest): Promise<void> {
  const texts = {
    [MANIFEST_FILES.json]: renderManifest(manifest),
    [MANIFEST_FILES.markdown]: renderManifestMarkdown(manifest),
  };
  const sums = renderSha256Sums(manifest, texts);
  for (const [name, text] of Object.entries({ ...texts, [MANIFEST_FILES.sums]: sums })) {
    await writeFileAtomic(join(folder, name), text);
  }
}

async function refuseChanges(folder: string, manifest: Manifest): Promise<void> {
  const path = join(folder, MANIFEST_FILES.json);
  const text = await readFile(path, "utf8").catch(() => undefined);
  if (text === undefined) return;
  const now = new Map(manifest.archives.map((one) => [one.file, one]));
  for (const before of parseManifest(text, path).archives) {
    const after = now.get(before.file);
    const changed = after ? compareInspections(before, after).some(({ code }) => code === "changed") : true;
    if (!changed) continue;
    throw new UserError(
      `Unexpected ${after ? "change" : "absence"} of \`${before.file}\`, expected the archive that the manifest describes`,
      "Restore the archive, or pass --accept-changes to describe what is there now.",
    );
  }
}
