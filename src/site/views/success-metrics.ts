import { METRICS, type MetricId, metricText } from "../../core/metrics/metric.ts";
import { METRICS_TARGET } from "../../core/metrics/metric-facts.ts";
import { recordsOf, type View } from "./view.ts";

/** The success metrics as `plumbline check --record-metrics` last measured them. */
export const successMetricsView: View = {
  name: "success-metrics",
  title: "Success metrics",
  source: METRICS_TARGET.source,
  group: "metric",
  columns: [
    { title: "Metric", field: "title" },
    { title: "Of", field: "subject" },
    { title: "Measured", field: "measured" },
    { title: "Expected", field: "expected" },
    { title: "Holds", field: "verdict" },
    { title: "Evidence", field: "evidence", long: true },
    { title: "Evidence as of", field: "observed_at", none: "none" },
  ],
  rows: (snapshot) =>
    recordsOf(snapshot, "metric").flatMap((row) => {
      const id = Object.keys(METRICS).find((known): known is MetricId => known === row.metric);
      if (id === undefined) return [];
      const { title, bound } = METRICS[id];
      return [
        {
          ...row,
          title,
          measured: typeof row.value === "number" ? metricText(id, row.value) : "not measured",
          expected: `${bound} ${metricText(id, Number(row.threshold))}`,
          verdict: row.holds === true ? "yes" : row.value === null ? "no evidence" : "no",
        },
      ];
    }),
};
