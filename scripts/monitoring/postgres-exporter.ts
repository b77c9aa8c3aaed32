// Makes the queries of postgres_exporter (--extend.query-path). https://github.com/prometheus-community/postgres_exporter
import { columnOf, type MetricGroup } from "./metric-group.ts";
import type { ExporterQuery } from "./queries.ts";

export function postgresExporterQueries(queries: readonly ExporterQuery[]) {
  return Object.fromEntries(
    // `master`: once a server, where the exporter looks for databases by itself.
    queries.map(({ group, sql }) => [
      `plumbline_${group.group}`,
      { query: `${sql}\n`, master: true, metrics: metricsOf(group) },
    ]),
  );
}

function metricsOf({ labels, metrics }: MetricGroup) {
  return [
    ...labels.map((label) => ({ [label]: { usage: "LABEL", description: `The ${label.replaceAll("_", " ")}.` } })),
    ...metrics.map((metric) => ({
      [columnOf(metric)]: { usage: metric.type.toUpperCase(), description: metric.help },
    })),
  ];
}
