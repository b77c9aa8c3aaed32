-- plumbline: Indexes with size, scans, and what would be lost without them: keys, constraints, replica identity.
-- https://www.postgresql.org/docs/current/monitoring-stats.html#MONITORING-PG-STAT-ALL-INDEXES-VIEW
WITH locked AS MATERIALIZED (
  -- Asking for size or definition of what is locked exclusively would wait; it is left out instead.
  SELECT relation
  FROM pg_locks
  WHERE locktype = 'relation' AND mode = 'AccessExclusiveLock' AND pid IS DISTINCT FROM pg_backend_pid()
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
)
SELECT
  n.nspname                         AS schema,
  t.relname                         AS table,
  c.relname                         AS name,
  a.amname                          AS method,
  CASE WHEN t.oid NOT IN (SELECT relation FROM locked) THEN pg_get_indexdef(c.oid) END AS definition,
  CASE WHEN c.oid NOT IN (SELECT relation FROM locked) THEN pg_table_size(c.oid) END AS size_bytes,
  s.idx_scan                        AS scans,
  s.idx_tup_read                    AS rows_read,
  s.last_idx_scan                   AS last_scan_at,
  x.indisunique                     AS unique,
  x.indisprimary                    AS primary,
  x.indisvalid                      AS valid,
  x.indisreplident                  AS replica_identity,
  c.relkind = 'I'                   AS partitioned,
  c.oid IN (SELECT conindid FROM pg_constraint) AS enforces_constraint
FROM pg_index x
JOIN pg_class c ON c.oid = x.indexrelid
JOIN pg_class t ON t.oid = x.indrelid
JOIN pg_am a ON a.oid = c.relam
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_stat_all_indexes s ON s.indexrelid = c.oid
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"
