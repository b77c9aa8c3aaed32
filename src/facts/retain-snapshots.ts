import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { compareCodeUnits } from "../core/canonical-json.ts";
import { isSnapshotName, snapshotTime } from "./snapshot-path.ts";

/** How many timed snapshots stay: the newest, and beyond them one a week and one a month. */
export interface Retention {
  snapshots: number;
  weeks: number;
  months: number;
}

const WEEK_MS = 7 * 86_400_000;
/** Weeks begin on Monday; 1970-01-05 was the first one. */
const FIRST_MONDAY_MS = 4 * 86_400_000;

/**
 * Thins the timed snapshots of one target and returns the removed file names, oldest first. Named baselines lie in
 * `baselines/` and are never touched. Only the files' own times count, never the clock: a folder that nothing is added to
 * stays as it is.
 */
export async function retainSnapshots(
  directory: string,
  source: string,
  target: string,
  retention: Retention,
): Promise<string[]> {
  const folder = join(directory, source, target);
  const names = (await readdir(folder)).filter(isSnapshotName).sort(compareCodeUnits);
  const kept = new Set([
    ...names.slice(-retention.snapshots),
    ...newestOfEach(names, weekOf, retention.weeks),
    ...newestOfEach(names, monthOf, retention.months),
  ]);
  const removed = names.filter((name) => !kept.has(name));
  await Promise.all(removed.map((name) => rm(join(folder, name))));
  return removed;
}

/** The newest snapshot of each of the last `count` periods, counted back from the newest snapshot. */
function newestOfEach(names: readonly string[], periodOf: (time: Date) => number, count: number): string[] {
  const period = (name: string) => periodOf(new Date(snapshotTime(name)));
  const last = names.at(-1);
  if (last === undefined) return [];
  const newest = new Map(names.map((name) => [period(name), name]));
  return [...newest].filter(([each]) => each > period(last) - count).map(([, name]) => name);
}

function weekOf(time: Date): number {
  return Math.floor((time.getTime() - FIRST_MONDAY_MS) / WEEK_MS);
}

function monthOf(time: Date): number {
  return time.getUTCFullYear() * 12 + time.getUTCMonth();
}
