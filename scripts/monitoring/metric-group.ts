// What a group of metrics is: one query of `plumbline pull`, its labels and its numbers.
export interface Metric {
  /** As Prometheus names it, after `plumbline_<group>_`; a counter gets `_total` behind it. */
  name: string;
  /** The number as SQL over the columns of the query, where it is not the column of that name. */
  of?: string;
  type: "counter" | "gauge";
  help: string;
  /** The unit as Grafana names it. */
  unit: "bytes" | "short" | "percentunit" | "s" | "ms";
}

export interface MetricGroup {
  group: string;
  /** The stem of the query's files in `src/sources/postgres/sql`, where it is not the group's name. */
  query?: string;
  /** Columns of the query by which its rows are told apart. */
  labels: readonly string[];
  /** Rows that share their labels are one: Prometheus takes no series twice. Every `of` is then an aggregate. */
  isCombined?: true;
  /** The oldest query gives these columns on every major, though pull has others for more of them. */
  isOldestEnough?: true;
  /** What `$1` stands for. */
  value?: number;
  /** It gives rows only where the server has some: slots, receivers, sessions. */
  mayBeEmpty?: true;
  metrics: readonly Metric[];
}

export function metricName({ group }: MetricGroup, metric: Metric): string {
  return `plumbline_${group}_${columnOf(metric)}`;
}

/** The metric's column in the exporters' queries. */
export function columnOf({ name, type }: Metric): string {
  return type === "counter" ? `${name}_total` : name;
}
