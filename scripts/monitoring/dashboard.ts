// Makes the Grafana dashboard: a row for each group, a panel for each metric.
import { type Metric, type MetricGroup, metricName } from "./metric-group.ts";

/** Groups with so many series that only the leading ones are drawn. */
const LEADING: readonly string[] = ["table", "index", "statement"];
const PANEL = { width: 12, height: 8, perRow: 2 };

/** https://grafana.com/docs/grafana/latest/dashboards/build-dashboards/view-dashboard-json-model/ */
export function dashboard(groups: readonly MetricGroup[], note: string) {
  const panels = groups.flatMap((group) => group.metrics.map((metric) => ({ group, metric })));
  return {
    title: "PostgreSQL, as Plumbline reads it",
    description: note,
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
    gridPos: {
      h: PANEL.height,
      w: PANEL.width,
      x: (index % PANEL.perRow) * PANEL.width,
      y: Math.floor(index / PANEL.perRow) * PANEL.height,
    },
    fieldConfig: { defaults: { unit: metric.unit }, overrides: [] },
    targets: [
      {
        refId: "A",
        expr: LEADING.includes(group.group) ? `topk(10, ${value})` : value,
        legendFormat: group.labels.map((label) => `{{${label}}}`).join(".") || "{{instance}}",
      },
    ],
  };
}
