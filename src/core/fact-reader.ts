import type { Snapshot } from "./fact.ts";
import type { FailedPull } from "./failed-pull.ts";

/** The read side of the fact store, as checks and the site see it. All methods throw a `UserError` naming a damaged file. */
export interface FactReader {
  /** Every target that has a snapshot, in order of source and target. */
  targets(): readonly { source: string; target: string }[];
  /** Every target whose last pull failed, whether it has a snapshot from before or not, in the same order. */
  failures(): readonly FailedPull[];
  /** The newest snapshot of a target; undefined where there is none. */
  latest(source: string, target: string): Snapshot | undefined;
  /** The file of the newest snapshot, repo-relative. */
  latestFile(source: string, target: string): string | undefined;
  /** The times of a target's timed snapshots, oldest first, RFC 3339 in whole seconds. */
  times(source: string, target: string): readonly string[];
  /** The timed snapshot of exactly that time. */
  at(source: string, target: string, time: string): StoredSnapshot | undefined;
  /** The names of a target's named baselines, in code-unit order. */
  baselines(source: string, target: string): readonly string[];
  baseline(source: string, target: string, name: string): StoredSnapshot | undefined;
}

/** A snapshot and the file it was read from, repo-relative. */
export interface StoredSnapshot {
  snapshot: Snapshot;
  file: string;
}
