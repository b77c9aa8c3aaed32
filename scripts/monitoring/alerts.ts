// Names the alerts over the exporters' metrics, each with the runbook that serves it.
interface Alert {
  alert: string;
  expr: string;
  for?: string;
  severity: "critical" | "warning" | "info";
  summary: string;
  /** The heading of the troubleshooting page. */
  runbook: string;
}

const PAGE = "/operations/postgresql-troubleshooting/";

const ALERTS: readonly Alert[] = [
  {
    alert: "PostgresqlDown",
    // postgres_exporter says so itself; of sql_exporter the numbers stay away.
    expr: "pg_up == 0 or absent(plumbline_connections_max)",
    for: "1m",
    severity: "critical",
    summary: "PostgreSQL {{ $labels.instance }} does not answer",
    runbook: "the-server-does-not-answer",
  },
  {
    alert: "PostgresqlConnectionsHigh",
    expr: "plumbline_connections_used_ratio > 0.8",
    for: "5m",
    severity: "warning",
    summary: "More than four fifths of the connections of {{ $labels.instance }} are taken",
    runbook: "connections-run-out",
  },
  {
    alert: "PostgresqlLongTransaction",
    expr: "plumbline_transaction_oldest_seconds > 3600",
    for: "5m",
    severity: "warning",
    summary: "A transaction of {{ $labels.instance }} has been open for more than an hour",
    runbook: "a-transaction-is-too-old",
  },
  {
    alert: "PostgresqlSessionsWaitForLocks",
    expr: "plumbline_lock_longest_seconds > 60",
    for: "2m",
    severity: "warning",
    summary: "Sessions of {{ $labels.instance }} have waited for a lock for more than a minute",
    runbook: "a-transaction-is-too-old",
  },
  {
    alert: "PostgresqlArchivingFails",
    expr: "increase(plumbline_archiver_failed_total[15m]) > 0",
    for: "15m",
    severity: "critical",
    summary: "WAL of {{ $labels.instance }} is not archived",
    runbook: "wal-is-not-archived",
  },
  {
    alert: "PostgresqlReplicationLag",
    expr: "plumbline_replica_replay_lag_ms > 60000",
    for: "5m",
    severity: "warning",
    summary: "The standby {{ $labels.name }} is more than a minute behind",
    runbook: "a-replica-lags",
  },
  {
    alert: "PostgresqlSlotHoldsWal",
    expr: "plumbline_slot_retained_bytes > 10 * 1024 ^ 3",
    for: "15m",
    severity: "warning",
    summary: "The slot {{ $labels.name }} holds back more than 10 GiB of WAL",
    runbook: "a-replica-lags",
  },
  {
    alert: "PostgresqlVacuumBehind",
    expr: "plumbline_table_dead_rows > 0.2 * plumbline_table_live_rows and plumbline_table_dead_rows > 10000",
    for: "1h",
    severity: "warning",
    summary: "Vacuum falls behind on {{ $labels.schema }}.{{ $labels.name }}",
    runbook: "vacuum-falls-behind",
  },
  {
    alert: "PostgresqlWraparoundNears",
    // The server itself warns when 40 million are left, and refuses commands at 3 million.
    expr: "plumbline_database_transaction_id_age > 1000000000 or plumbline_database_multixact_age > 1000000000",
    for: "1h",
    severity: "critical",
    summary: "Half of the transaction ids of {{ $labels.name }} are used up",
    runbook: "vacuum-falls-behind",
  },
  {
    alert: "PostgresqlStatementStatisticsMissing",
    expr: "absent(plumbline_statement_calls_total)",
    for: "30m",
    severity: "info",
    summary: "There are no statistics of statements",
    runbook: "statistics-of-statements-are-missing",
  },
  {
    alert: "PostgresqlDeadlocks",
    expr: "increase(plumbline_database_deadlocks_total[10m]) > 0",
    severity: "info",
    summary: "Deadlocks in {{ $labels.name }}",
    runbook: "deadlocks",
  },
];

/** https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/ */
export function alertRules() {
  const rules = ALERTS.map(({ alert, expr, for: pending, severity, summary, runbook }) => ({
    alert,
    expr,
    ...(pending === undefined ? {} : { for: pending }),
    labels: { severity },
    annotations: { summary, runbook_url: `${PAGE}#${runbook}` },
  }));
  return { groups: [{ name: "postgresql", rules }] };
}
