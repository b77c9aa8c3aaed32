import { compareCodeUnits, type Json } from "../../core/canonical-json.ts";
import { type Fact, factIdPart } from "../../core/fact.ts";
import { type DurationHistogram, ERROR_PERCENT, percentilesOf } from "./duration-histogram.ts";
import { describeReach, type Reach } from "./reach.ts";
import { SQLSTATE_CLASSES } from "./sqlstate-classes.ts";
import type { Tally } from "./tally.ts";

/** Makes the facts of a log: numbers, names of databases, query ids and SQLSTATE; never a text that someone wrote. */
export function logFacts(tally: Tally, files: { count: number; bytes: number }, reach: Reach, queries: number): Fact[] {
  const { gaps } = tally;
  const log: Fact = {
    id: "log.read",
    value: {
      files: files.count,
      size_bytes: files.bytes,
      records: tally.records,
      first_at: utcOf(tally.first),
      last_at: utcOf(tally.last),
      covers: reach.covers,
      of: describeReach(reach),
      from_ms: reach.from,
      damaged_records: gaps.damaged,
      long_records: gaps.long,
      unfinished_records: gaps.unfinished,
      unknown_lines: gaps.unknown,
      queries: tally.queries.size,
      statements_of_further_queries: tally.beyond,
    },
  };
  return [log, ...percentileFacts(tally, reach, queries), ...errorFacts(tally, reach)];
}

function percentileFacts(tally: Tally, reach: Reach, queries: number): Fact[] {
  const byTime = ([a, one]: readonly [string, DurationHistogram], [b, two]: readonly [string, DurationHistogram]) =>
    two.total - one.total || compareCodeUnits(a, b);
  const top = [...tally.queries].sort(byTime).slice(0, queries);
  const fact = (id: string, histogram: DurationHistogram): Fact => ({ id, value: percentileValue(histogram, reach) });
  return [
    ...(tally.overall.count > 0 ? [fact("percentile.overall", tally.overall)] : []),
    ...[...tally.databases].map(([name, histogram]) => fact(`database_percentile.${factIdPart(name)}`, histogram)),
    ...top.map(([query, histogram]) => fact(`query_percentile.${factIdPart(query)}`, histogram)),
  ];
}

function percentileValue(histogram: DurationHistogram, reach: Reach): Json {
  const { statements, p50, p95, p99 } = percentilesOf(histogram, reach.weight);
  return {
    logged: histogram.count,
    statements: Math.round(statements),
    p50_ms: p50 / 1000,
    p95_ms: p95 / 1000,
    p99_ms: p99 / 1000,
    max_ms: histogram.max / 1000,
    total_ms: histogram.total / 1000,
    of: describeReach(reach),
    error_percent: ERROR_PERCENT,
  };
}

/** Errors by class, and the share of statements that failed, where the log tells how many statements there were. */
function errorFacts(tally: Tally, reach: Reach): Fact[] {
  const classes = new Map<string, { errors: number; fatal: number }>();
  const sum = { errors: 0, fatal: 0 };
  for (const [state, { ERROR, FATAL, PANIC }] of tally.errors) {
    const name = state === "" ? "unknown" : state.slice(0, 2);
    const counts = classes.get(name) ?? { errors: 0, fatal: 0 };
    classes.set(name, { errors: counts.errors + ERROR, fatal: counts.fatal + FATAL + PANIC });
    sum.errors += ERROR;
    sum.fatal += FATAL + PANIC;
  }
  const isWhole = reach.covers === "all" || reach.covers === "estimate";
  // A statement that failed has no duration in the log, hence the sum.
  const statements = isWhole ? Math.round(percentilesOf(tally.overall, reach.weight).statements) + sum.errors : null;
  return [
    {
      id: "error.total",
      value: {
        ...sum,
        statements,
        errors_percent: statements === null || statements === 0 ? null : (100 * sum.errors) / statements,
      },
    },
    ...[...classes].map(([name, counts]) => ({
      id: `error_class.${factIdPart(name)}`,
      value: { meaning: SQLSTATE_CLASSES[name] ?? null, ...counts },
    })),
  ];
}

/** A time of the log in UTC as RFC 3339; null where the log's zone is another, whose offset its name does not tell. */
function utcOf(time: string): string | null {
  const match = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.\d+)? (?:UTC|GMT|Etc\/UTC)$/.exec(time);
  return match ? `${match[1]}T${match[2]}Z` : null;
}
