// Makes a collector of sql_exporter. https://github.com/burningalchemist/sql_exporter, documentation/sql_exporter.yml
import { columnOf, metricName } from "./metric-group.ts";
import type { ExporterQuery } from "./queries.ts";

export function sqlExporterCollector(queries: readonly ExporterQuery[]) {
  return {
    collector_name: "plumbline",
    metrics: queries.flatMap(({ group }) =>
      group.metrics.map((metric) => ({
        metric_name: metricName(group, metric),
        type: metric.type,
        help: metric.help,
        key_labels: [...group.labels],
        values: [columnOf(metric)],
        query_ref: group.group,
      })),
    ),
    queries: queries.map(({ group, sql }) => ({ query_name: group.group, query: `${sql}\n` })),
  };
}
