import * as z from "zod";

/** What one check found out about one block, at one time. Goes into snapshots and onto pages. */
export const verdictSchema = z.strictObject({
  /** `failed` on at least one major; `skipped` and `foreign` (another dialect) were not proven, for `reason`. */
  state: z.enum(["proven", "failed", "skipped", "foreign"]),
  /** How far the proof goes: run and rolled back, planned, parsed, or accepted by the server as configuration. */
  how: z.enum(["run", "plan", "parse", "accepted"]),
  /** PostgreSQL majors on which it holds; empty where no server was asked. */
  majors: z.array(z.int()),
  failed_majors: z.array(z.int()).optional(),
  reason: z.string().optional(),
  /** What it was held against, where that is no PostgreSQL server: `PgBouncer 1.18.0`. */
  by: z.string().optional(),
  /** The fixtures that it was run with, each as `digestFixture` names it. */
  fixtures: z.record(z.string(), z.string()).optional(),
  /** Settings in it that take effect only after a restart. */
  restart: z.array(z.string()).optional(),
  /** When the servers answered; of several answers the oldest. */
  proven_at: z.iso.datetime(),
});
export type Verdict = z.infer<typeof verdictSchema>;

/** The verdict of a check on a block of a page, or on one part of it, such as the SQL inside a shell command. */
export interface BlockProof {
  check: string;
  file: string;
  language: string;
  /** See `fingerprintBlocks`. */
  fingerprint: string;
  verdict: Verdict;
}
