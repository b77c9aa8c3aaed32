// Makes the monitoring assets: a collector of sql_exporter and a Grafana dashboard, as texts by path.
import { readFileSync } from "node:fs";
import { stringify } from "yaml";
import { canonicalJson } from "../../src/core/canonical-json.ts";
import { METRICS, type Metric, type MetricGroup } from "./metrics.ts";

const SQL = new URL("../../src/sources/postgres/sql/", import.meta.url);
const NOTE = "Made by `npm run generate` from the queries of `plumbline pull`; change those, not this file.";

/** The query of a group, as the source runs it. */
export function querySql({ group }: MetricGroup): string {
  return readFileSync(new URL(`${group}-13.sql`, SQL), "utf8").trim();
}

/** Every asset by its path below the root; the same queries give the same bytes. */
export function monitoringAssets(): Map<string, string> {
  return new Map([
    ["content/monitoring/plumbline.collector.yml", `# ${NOTE}\n${stringify(collector(), { lineWidth: 0 })}`],
    ["content/monitoring/grafana-dashboard.json", canonicalJson(dashboard())],
  ]);
}

export function metricName(group: MetricGroup, { column, type }: Metric): string {
  return `plumbline_${group.group}_${column}${type === "counter" ? "_total" : ""}`;
}

/** https://github.com/burningalchemist/sql_exporter, documentation/sql_exporter.yml */
function collector() {
  return {
    collector_name: "plumbline",
    metrics: METRICS.flatMap((group) =>
      group.metrics.map((metric) => ({
        metric_name: metricName(group, metric),
        type: metric.type,
        help: metric.help,
        key_labels: [...group.labels],
        values: [metric.column],
        query_ref: group.group,
      })),
    ),
    queries: METRICS.map((group) => ({ query_name: group.group, query: `${querySql(group)}\n` })),
  };
}

/** https://grafana.com/docs/grafana/latest/dashboards/build-dashboards/view-dashboard-json-model/ */
function dashboard() {
  const panels = METRICS.flatMap((group) => group.metrics.map((metric) => ({ group, metric })));
  return {
    title: "PostgreSQL, as Plumbline reads it",
    description: NOTE,
    uid: "plumbline-postgresql",
    editable: false,
    refresh: "1m",
    schemaVersion: 39,
    tags: ["postgresql", "plumbline"],
    time: { from: "now-24h", to: "now" },
    templating: {
      list: [{ name: "datasource", type: "datasource", query: "prometheus", label: "Data source" }],
    },
    panels: panels.map(({ group, metric }, index) => panel(group, metric, index)),
  };
}

function panel(group: MetricGroup, metric: Metric, index: number) {
  const name = metricName(group, metric);
  const value = metric.type === "counter" ? `rate(${name}[5m])` : name;
  return {
    id: index + 1,
    title: metric.help.replace(/\.$/, metric.type === "counter" ? ", per second" : ""),
    type: "timeseries",
    datasource: { type: "prometheus", uid: "$" + "{datasource}" },
    gridPos: { h: 8, w: 12, x: (index % 2) * 12, y: Math.floor(index / 2) * 8 },
    fieldConfig: { defaults: { unit: metric.unit }, overrides: [] },
    targets: [
      {
        refId: "A",
        expr: group.group === "table" ? `topk(10, ${value})` : value,
        legendFormat: group.labels.map((label) => `{{${label}}}`).join("."),
      },
    ],
  };
}
