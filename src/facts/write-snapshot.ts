import { mkdir, readdir, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { canonicalJson } from "../core/canonical-json.ts";
import type { Snapshot } from "../core/fact.ts";
import { isSnapshotName, snapshotPath } from "./snapshot-path.ts";

/**
 * Writes a snapshot as canonical JSON below the facts folder and returns its path there. The write is atomic
 * (temporary file, fsync, rename): a crash at any point leaves every earlier snapshot whole.
 */
export async function writeSnapshot(directory: string, snapshot: Snapshot): Promise<string> {
  const { source, target, observedAt } = snapshot.provenance;
  const place = snapshotPath(source, target, observedAt);
  const path = join(directory, place);
  await mkdir(dirname(path), { recursive: true });
  await sweepTemporaryFiles(dirname(path));
  await writeFileAtomic(path, canonicalJson(snapshot), { encoding: "utf8", fsync: true });
  return place;
}

/** Removes what an earlier writer that was killed left behind: `<snapshot>.json.<number>`, the writer's own names. */
async function sweepTemporaryFiles(directory: string): Promise<void> {
  for (const name of await readdir(directory)) {
    const stem = name.replace(/\.\d+$/, "");
    if (stem !== name && isSnapshotName(basename(stem))) await rm(join(directory, name), { force: true });
  }
}
