import type { Json } from "../../../core/canonical-json.ts";
import type { Snapshot } from "../../../core/fact.ts";
import type { FactReader } from "../../../core/fact-reader.ts";
import { isRecord } from "../../../core/is-record.ts";
import type { Metric } from "../../../core/metrics/metric.ts";

type LogMetric = "p95" | "error-rate";

/** The fact that each metric rests on, its field, what it counts, and what its lack means. */
const RESTS_ON = {
  p95: { fact: "percentile.overall", field: "p95_ms", lack: "the log holds no durations" },
  "error-rate": { fact: "error.total", field: "errors_percent", lack: "the log does not hold all statements" },
} as const satisfies Record<LogMetric, { fact: string; field: string; lack: string }>;

/** What a log that leaves out none says of its percentiles. */
const ALL = "all statements";

const LOG_ALL =
  "Log every statement for an hour (`log_min_duration_statement = 0`), and pull again: plumbline pull postgres-log";

/** One metric for every log that was pulled; where none was, one without a value. */
export function measureLogs(id: LogMetric, facts: FactReader, threshold: number): Metric[] {
  const targets = facts.targets().filter(({ source }) => source === "postgres-log");
  if (targets.length === 0) {
    const evidence = "as no snapshot of a server's log exists";
    return [{ id, subject: "every server", value: null, threshold, evidence, observedAt: null, hint: LOG_ALL }];
  }
  return targets.flatMap(({ source, target }) => {
    const snapshot = facts.latest(source, target);
    return snapshot ? [measureLog(id, snapshot, threshold)] : [];
  });
}

function measureLog(id: LogMetric, { facts, provenance }: Snapshot, threshold: number): Metric {
  const { fact, field, lack } = RESTS_ON[id];
  const found = facts.find((one) => one.id === fact)?.value;
  const record: Readonly<Record<string, Json>> = isRecord(found) ? found : {};
  const value = record[field];
  const base = { id, subject: provenance.target, threshold, observedAt: provenance.observedAt };
  if (typeof value !== "number") return { ...base, value: null, evidence: `as ${lack}`, hint: LOG_ALL };
  if (id === "error-rate") {
    return { ...base, value, evidence: `${record.errors} of ${record.statements} statements`, hint: hintOf(id) };
  }
  // Of slow statements alone the p95 is never smaller than that of all: below the threshold it proves, above it nothing.
  if (record.of !== ALL && value >= threshold) {
    return { ...base, value: null, evidence: `as the log holds ${record.of} only`, hint: LOG_ALL };
  }
  return { ...base, value, evidence: `of ${record.logged} logged durations, ${record.of}`, hint: hintOf(id) };
}

function hintOf(id: LogMetric): string {
  return id === "p95"
    ? "Look at the `query-percentiles` view for the statements whose p95 is largest, and at their plans."
    : "Look at the `log-errors` view for the SQLSTATE classes that are counted, and mend the largest.";
}
