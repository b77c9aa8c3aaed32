// Names the metrics that the monitoring assets are made from: numbers of the queries that `plumbline pull` runs.
import type { Metric, MetricGroup } from "./metric-group.ts";

type Unit = Metric["unit"];
const gauge = (name: string, help: string, unit: Unit = "short", of?: string): Metric => ({
  name,
  type: "gauge",
  help,
  unit,
  ...(of === undefined ? {} : { of }),
});
const counter = (name: string, help: string, unit: Unit = "short", of?: string): Metric => ({
  ...gauge(name, help, unit, of),
  type: "counter",
});

export const METRICS: readonly MetricGroup[] = [
  {
    group: "database",
    labels: ["name"],
    metrics: [
      gauge("size_bytes", "Size of the database.", "bytes"),
      gauge("connections", "Sessions in the database."),
      counter("transactions_committed", "Transactions committed."),
      counter("transactions_rolled_back", "Transactions rolled back."),
      gauge("cache_hit_ratio", "Blocks found in shared buffers.", "percentunit"),
      counter("deadlocks", "Deadlocks."),
      counter("temp_bytes", "Bytes written to temporary files.", "bytes"),
      gauge("transaction_id_age", "Age of the oldest transaction id, of 2,147,483,647 before wraparound."),
      gauge("multixact_age", "Age of the oldest multixact, of 2,147,483,647 before wraparound."),
    ],
  },
  {
    group: "connections",
    labels: [],
    metrics: [
      gauge("max", "Connections that the server allows."),
      gauge("in_use", "Connections of clients."),
      gauge("used_ratio", "Connections of clients of those that the server allows.", "percentunit"),
    ],
  },
  {
    group: "connection",
    labels: ["state"],
    mayBeEmpty: true,
    metrics: [
      gauge("sessions", "Sessions by state.", "short", "connections"),
      gauge("waiting_for_lock", "Sessions by state that wait for a lock."),
      gauge("longest_seconds", "The longest that a session is in its state.", "s", "longest_s"),
    ],
  },
  {
    group: "lock",
    labels: [],
    isCombined: true,
    metrics: [
      gauge("waiting", "Sessions that wait for a lock.", "short", "count(*)"),
      gauge("longest_seconds", "The longest that one of them runs.", "s", "coalesce(max(query_s), 0)"),
    ],
  },
  {
    group: "transaction",
    labels: [],
    isCombined: true,
    value: 60,
    metrics: [
      gauge("long", "Transactions open for more than a minute, prepared ones included.", "short", "count(*)"),
      gauge("oldest_seconds", "Age of the oldest of them.", "s", "coalesce(max(open_s), 0)"),
      gauge(
        "oldest_snapshot_age",
        "Transaction ids since the oldest snapshot of them.",
        "short",
        "coalesce(max(oldest_snapshot_age), 0)",
      ),
    ],
  },
  {
    group: "statement",
    labels: ["database", "role", "query_id"],
    isCombined: true,
    value: 50,
    metrics: [
      counter("calls", "Calls of the statements that lead.", "short", "sum(calls)"),
      counter("exec_ms", "Milliseconds that the statements that lead took.", "ms", "sum(total_exec_ms)"),
      counter("rows", "Rows of the statements that lead.", "short", "sum(rows)"),
      counter("shared_blocks_read", "Blocks that they read.", "short", "sum(shared_blocks_read)"),
      counter("temp_blocks_written", "Temporary blocks that they wrote.", "short", "sum(temp_blocks_written)"),
      counter("wal_bytes", "Bytes of WAL that they made.", "bytes", "sum(wal_bytes)"),
    ],
  },
  {
    group: "replica",
    labels: ["name", "client_address"],
    isCombined: true,
    mayBeEmpty: true,
    metrics: [
      gauge("unsent_bytes", "WAL that the receiver was not sent.", "bytes", "max(unsent_bytes)"),
      gauge("unreplayed_bytes", "WAL that the receiver has not replayed.", "bytes", "max(unreplayed_bytes)"),
      gauge("replay_lag_ms", "How long the receiver takes to replay.", "ms", "max(replay_lag_ms)"),
    ],
  },
  {
    group: "slot",
    labels: ["name", "type"],
    isOldestEnough: true,
    mayBeEmpty: true,
    metrics: [
      gauge("active", "1 where somebody reads the slot.", "short", "active::int"),
      gauge("retained_bytes", "WAL that the slot holds back.", "bytes"),
      gauge("safe_bytes", "WAL that may be written before the slot is lost.", "bytes"),
    ],
  },
  {
    group: "standby",
    labels: [],
    mayBeEmpty: true,
    metrics: [
      gauge("unreplayed_bytes", "WAL that the standby has received and not replayed.", "bytes"),
      gauge(
        "replayed_seconds",
        "Since the last transaction that the standby replayed.",
        "s",
        "extract(epoch FROM clock_timestamp() - last_replayed_at)",
      ),
    ],
  },
  {
    group: "archiver",
    labels: [],
    metrics: [
      counter("archived", "WAL files archived."),
      counter("failed", "Attempts to archive a WAL file that failed."),
      gauge(
        "archived_seconds",
        "Since a WAL file was last archived.",
        "s",
        "extract(epoch FROM clock_timestamp() - last_archived_at)",
      ),
    ],
  },
  {
    group: "checkpoint",
    labels: [],
    metrics: [
      counter("timed", "Checkpoints by the clock."),
      counter("requested", "Checkpoints by request, mostly because of max_wal_size."),
      counter("write_ms", "Milliseconds that checkpoints wrote.", "ms"),
      counter("sync_ms", "Milliseconds that checkpoints synced.", "ms"),
      counter("buffers_written", "Buffers that checkpoints wrote."),
    ],
  },
  {
    group: "wal",
    labels: [],
    metrics: [
      counter("written_bytes", "WAL that was made.", "bytes"),
      counter("full_page_images", "Full-page images in WAL."),
    ],
  },
  {
    group: "wal_directory",
    query: "wal-directory",
    labels: [],
    metrics: [gauge("size_bytes", "What pg_wal takes on disk.", "bytes")],
  },
  {
    group: "table",
    labels: ["schema", "name"],
    isOldestEnough: true,
    metrics: [
      gauge("table_bytes", "Size of the table with TOAST, without its indexes.", "bytes"),
      gauge("live_rows", "Live rows of the table."),
      gauge("dead_rows", "Dead rows of the table."),
      counter("sequential_scans", "Sequential scans of the table."),
      gauge("transaction_id_age", "Age of the oldest transaction id of the table."),
    ],
  },
  {
    group: "index",
    labels: ["schema", "table"],
    isCombined: true,
    isOldestEnough: true,
    metrics: [
      gauge("size_bytes", "Size of the table's indexes.", "bytes", "sum(size_bytes)"),
      counter("scans", "Scans of the table's indexes.", "short", "sum(scans)"),
    ],
  },
];
