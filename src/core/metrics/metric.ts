/** The success metrics, in the order in which they are shown; `bound` says on which side of its threshold one holds. */
export const METRICS = {
  p95: { title: "p95 of statement durations", unit: "ms", bound: "below" },
  "error-rate": { title: "Error rate", unit: "%", bound: "below" },
  storage: { title: "Storage", unit: "%", bound: "below" },
  documentation: { title: "Documentation coverage", unit: "%", bound: "at least" },
} as const satisfies Record<string, { title: string; unit: string; bound: "below" | "at least" }>;
export type MetricId = keyof typeof METRICS;

/** One success metric of one subject, measured; no value is no pass. */
export interface Metric {
  id: MetricId;
  /** What it was measured on: a log's target, a module, the documentation. */
  subject: string;
  /** In the metric's unit; null where there is no evidence, and `evidence` says what is missing. */
  value: number | null;
  threshold: number;
  /** What the value rests on, as a clause. */
  evidence: string;
  /** When the oldest part of the evidence was observed, RFC 3339; null where there is none. */
  observedAt: string | null;
  /** What to do where it does not hold, or has no evidence. */
  hint: string;
}

/** Whether a metric is on the right side of its threshold. */
export function holds({ id, value, threshold }: Metric): boolean {
  if (value === null) return false;
  return METRICS[id].bound === "below" ? value < threshold : value >= threshold;
}

/** A value with its unit, in at most four significant digits. A documentation coverage is rounded down: 100 % means all. */
export function metricText(id: MetricId, value: number): string {
  const rounded = id === "documentation" ? Math.floor(value * 10) / 10 : Number(value.toPrecision(4));
  return `${rounded} ${METRICS[id].unit}`;
}
