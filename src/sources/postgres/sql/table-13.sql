-- plumbline: Tables, partitions and materialised views with sizes and activity. A partitioned parent keeps nothing itself.
-- https://www.postgresql.org/docs/current/monitoring-stats.html#MONITORING-PG-STAT-ALL-TABLES-VIEW
SELECT
  n.nspname                                       AS schema,
  c.relname                                       AS name,
  CASE c.relkind WHEN 'p' THEN 'partitioned table' WHEN 'm' THEN 'materialised view' ELSE 'table' END AS kind,
  parent.relname                                  AS partition_of,
  obj_description(c.oid, 'pg_class')              AS comment,
  pg_relation_size(c.oid)                         AS heap_bytes,
  pg_indexes_size(c.oid)                          AS index_bytes,
  CASE WHEN c.reltoastrelid = 0 THEN 0 ELSE pg_total_relation_size(c.reltoastrelid) END AS toast_bytes,
  pg_total_relation_size(c.oid)                   AS total_bytes,
  s.n_live_tup                                    AS live_rows,
  s.n_dead_tup                                    AS dead_rows,
  s.seq_scan                                      AS sequential_scans,
  s.idx_scan                                      AS index_scans,
  s.n_tup_ins                                     AS rows_inserted,
  s.n_tup_upd                                     AS rows_updated,
  s.n_tup_del                                     AS rows_deleted,
  round(s.n_tup_hot_upd::numeric / nullif(s.n_tup_upd, 0), 4) AS hot_update_ratio,
  to_char(greatest(s.last_vacuum, s.last_autovacuum) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')   AS last_vacuum_at,
  to_char(greatest(s.last_analyze, s.last_autoanalyze) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS last_analyze_at
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_stat_all_tables s ON s.relid = c.oid
LEFT JOIN pg_inherits i ON i.inhrelid = c.oid AND c.relispartition
LEFT JOIN pg_class parent ON parent.oid = i.inhparent
WHERE c.relkind IN ('r', 'p', 'm') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"
