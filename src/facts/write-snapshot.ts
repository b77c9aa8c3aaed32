import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { canonicalBytes } from "../core/canonical-json.ts";
import type { Snapshot } from "../core/fact.ts";
import { baselinePath, isSnapshotName, snapshotPath } from "./snapshot-path.ts";

/**
 * Writes a snapshot as canonical JSON below the facts folder, under its time or as a named baseline, and returns its
 * path there. The write is atomic (temporary file, fsync, rename): a crash at any point leaves every earlier snapshot
 * whole. Throws a `UserError` on a baseline name that is no file name.
 */
export async function writeSnapshot(directory: string, snapshot: Snapshot, baseline?: string): Promise<string> {
  const { source, target, observedAt } = snapshot.provenance;
  const place =
    baseline === undefined ? snapshotPath(source, target, observedAt) : baselinePath(source, target, baseline);
  const path = join(directory, place);
  await mkdir(dirname(path), { recursive: true });
  await sweepTemporaryFiles(dirname(path));
  await writeFileAtomic(path, canonicalBytes(snapshot), { fsync: true });
  return place;
}

/**
 * Removes what an earlier writer that was killed left behind: `<snapshot>.json.<number>`, the writer's own names. An
 * hour is far longer than a write takes, so that a pull at work elsewhere keeps its file.
 */
async function sweepTemporaryFiles(directory: string): Promise<void> {
  for (const name of await readdir(directory)) {
    const stem = name.replace(/\.\d+$/, "");
    if (stem === name || !isSnapshotName(stem)) continue;
    const { mtimeMs } = await stat(join(directory, name));
    if (Date.now() - mtimeMs > 3_600_000) await rm(join(directory, name), { force: true });
  }
}
