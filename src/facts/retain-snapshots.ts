import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { compareCodeUnits } from "../core/canonical-json.ts";
import { isSnapshotName } from "./snapshot-path.ts";

/**
 * Thins the timed snapshots of one target to the newest `keep` and returns the removed file names. Named baselines lie
 * in `baselines/` and are never touched.
 */
export async function retainSnapshots(
  directory: string,
  source: string,
  target: string,
  keep: number,
): Promise<string[]> {
  const folder = join(directory, source, target);
  const names = (await readdir(folder)).filter(isSnapshotName).sort(compareCodeUnits);
  const removed = names.slice(0, Math.max(0, names.length - keep));
  await Promise.all(removed.map((name) => rm(join(folder, name))));
  return removed;
}
