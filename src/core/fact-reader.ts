import type { Snapshot } from "./fact.ts";

/** The read side of the fact store, as checks and the site see it. All methods throw a `UserError` naming a damaged file. */
export interface FactReader {
  /** Every target that has a snapshot, in order of source and target. */
  targets(): readonly { source: string; target: string }[];
  /** The newest snapshot of a target; undefined where there is none. */
  latest(source: string, target: string): Snapshot | undefined;
  /** The file of the newest snapshot, repo-relative. */
  latestFile(source: string, target: string): string | undefined;
}
