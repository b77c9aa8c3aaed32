// Names the metrics that the monitoring assets are made from: columns of the queries that `plumbline pull` runs.

export interface Metric {
  /** As Prometheus names it, after `plumbline_<group>_`. */
  column: string;
  type: "counter" | "gauge";
  help: string;
  /** The unit as Grafana names it. */
  unit: "bytes" | "short" | "percentunit";
}

export interface MetricGroup {
  /** The query: `src/sources/postgres/sql/<group>-13.sql`, which holds on every major from 13. */
  group: string;
  labels: readonly string[];
  metrics: readonly Metric[];
}

export const METRICS: readonly MetricGroup[] = [
  {
    group: "database",
    labels: ["name"],
    metrics: [
      { column: "size_bytes", type: "gauge", help: "Size of the database.", unit: "bytes" },
      { column: "connections", type: "gauge", help: "Sessions in the database.", unit: "short" },
      { column: "transactions_committed", type: "counter", help: "Transactions committed.", unit: "short" },
      { column: "transactions_rolled_back", type: "counter", help: "Transactions rolled back.", unit: "short" },
      { column: "cache_hit_ratio", type: "gauge", help: "Blocks found in shared buffers.", unit: "percentunit" },
      { column: "deadlocks", type: "counter", help: "Deadlocks.", unit: "short" },
      { column: "temp_bytes", type: "counter", help: "Bytes written to temporary files.", unit: "bytes" },
    ],
  },
  {
    group: "table",
    labels: ["schema", "name"],
    metrics: [
      { column: "total_bytes", type: "gauge", help: "Size of the table with indexes and TOAST.", unit: "bytes" },
      { column: "dead_rows", type: "gauge", help: "Dead rows of the table.", unit: "short" },
      { column: "sequential_scans", type: "counter", help: "Sequential scans of the table.", unit: "short" },
    ],
  },
];
