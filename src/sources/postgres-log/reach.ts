import type { Logged } from "./options.ts";

/** What a percentile is one of. */
export type Covers = "all" | "estimate" | "slow" | "logged";

/** Which statements the server was told to log, and what that makes of their percentiles. */
export interface Reach {
  covers: Covers;
  /** The least duration that can be in the log, in milliseconds; null where nothing is known of it. */
  from: number | null;
  /** For how many statements one of the log stands, by its duration in microseconds. */
  weight(microseconds: number): number;
}

/**
 * Judges percentiles by what the server logs (PostgreSQL's documentation, "When to Log"). From
 * `log_min_duration_statement` on it logs everything, from `log_min_duration_sample` on a share, and beside that all of a
 * share of transactions: a statement that had one chance in n to be logged stands for n. Below what has any chance
 * nothing is known: those percentiles are of slow statements only.
 */
export function reachOf(logged: Logged | undefined): Reach {
  if (!logged) return { covers: "logged", from: null, weight: () => 1 };
  const chance = (ms: number): number => chanceOf(logged, ms);
  const weight = (microseconds: number): number => 1 / (chance(microseconds / 1000) || 1);
  if (chance(0) === 1) return { covers: "all", from: 0, weight };
  if (chance(0) > 0) return { covers: "estimate", from: 0, weight };
  const limits = [logged.log_min_duration_statement];
  if (logged.log_statement_sample_rate > 0) limits.push(logged.log_min_duration_sample);
  const from = Math.min(...limits.filter((limit) => limit >= 0));
  return { covers: "slow", from: Number.isFinite(from) ? from : null, weight };
}

function chanceOf(logged: Logged, ms: number): number {
  const atLeast = (limit: number): boolean => limit >= 0 && ms >= limit;
  if (logged.log_duration || atLeast(logged.log_min_duration_statement)) return 1;
  const sampled = atLeast(logged.log_min_duration_sample) ? logged.log_statement_sample_rate : 0;
  return 1 - (1 - sampled) * (1 - logged.log_transaction_sample_rate);
}

/** The reach in words, for a page. */
export function describeReach({ covers, from }: Reach): string {
  if (covers === "all") return "all statements";
  if (covers === "estimate") return "all statements, estimated from a sample";
  if (covers === "slow")
    return from === null ? "nothing: no duration is logged" : `statements of ${from} ms and more only`;
  return "the statements in the log; which were left out is not known";
}
