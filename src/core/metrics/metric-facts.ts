import { type Fact, factIdPart } from "../fact.ts";
import { holds, type Metric } from "./metric.ts";

/** Where measured metrics are kept: `content/facts/metrics/success/<time>.json`. */
export const METRICS_TARGET = { source: "metrics", target: "success" } as const;

/** One fact a metric and subject: `metric.<id>.<subject>`. */
export function metricFacts(metrics: readonly Metric[]): Fact[] {
  return metrics.map((metric) => {
    const { id, subject, value, threshold, evidence, observedAt } = metric;
    return {
      id: `metric.${id}.${factIdPart(subject)}`,
      value: { metric: id, subject, value, threshold, holds: holds(metric), evidence, observed_at: observedAt },
    };
  });
}
