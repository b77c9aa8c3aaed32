-- plumbline: Tables, partitions and materialised views with sizes and activity. A partitioned parent keeps nothing itself.
-- The sizes of indexes stand with the indexes: to ask for them twice would take the server as long again.
-- https://www.postgresql.org/docs/current/monitoring-stats.html#MONITORING-PG-STAT-ALL-TABLES-VIEW
WITH locked AS MATERIALIZED (
  -- Asking for the size of what is locked exclusively would wait; it is left out instead.
  SELECT coalesce(t.oid, x.indrelid, l.relation) AS relation
  FROM pg_locks l
  LEFT JOIN pg_index x ON x.indexrelid = l.relation
  LEFT JOIN pg_class t ON t.reltoastrelid = coalesce(x.indrelid, l.relation)
  WHERE l.locktype = 'relation' AND l.mode = 'AccessExclusiveLock' AND l.pid IS DISTINCT FROM pg_backend_pid()
    AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
)
SELECT
  n.nspname                                       AS schema,
  c.relname                                       AS name,
  CASE c.relkind WHEN 'p' THEN 'partitioned table' WHEN 'm' THEN 'materialised view' ELSE 'table' END AS kind,
  parent.relname                                  AS partition_of,
  CASE c.relpersistence WHEN 'u' THEN 'unlogged' WHEN 't' THEN 'temporary' ELSE 'permanent' END AS persistence,
  comment.description                             AS comment,
  size.heap_bytes                                 AS heap_bytes,
  size.toast_bytes                                AS toast_bytes,
  size.heap_bytes + size.maps_bytes + size.toast_bytes AS table_bytes,
  s.n_live_tup                                    AS live_rows,
  s.n_dead_tup                                    AS dead_rows,
  s.seq_scan                                      AS sequential_scans,
  s.seq_tup_read                                  AS sequential_rows_read,
  s.idx_scan                                      AS index_scans,
  s.idx_tup_fetch                                 AS index_rows_fetched,
  s.n_tup_ins                                     AS rows_inserted,
  s.n_tup_upd                                     AS rows_updated,
  s.n_tup_del                                     AS rows_deleted,
  round(s.n_tup_hot_upd::numeric / nullif(s.n_tup_upd, 0), 4) AS hot_update_ratio,
  s.n_mod_since_analyze                           AS rows_changed_since_analyze,
  s.n_ins_since_vacuum                            AS rows_inserted_since_vacuum,
  greatest(s.last_vacuum, s.last_autovacuum)      AS last_vacuum_at,
  greatest(s.last_analyze, s.last_autoanalyze)    AS last_analyze_at,
  s.vacuum_count + s.autovacuum_count             AS vacuums,
  s.analyze_count + s.autoanalyze_count           AS analyzes,
  CASE WHEN c.relfrozenxid <> '0' THEN greatest(age(c.relfrozenxid), age(toast.relfrozenxid)) END     AS transaction_id_age,
  CASE WHEN c.relminmxid <> '0' THEN greatest(mxid_age(c.relminmxid), mxid_age(toast.relminmxid)) END   AS multixact_age
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_class toast ON toast.oid = c.reltoastrelid AND c.reltoastrelid <> 0
LEFT JOIN pg_stat_all_tables s ON s.relid = c.oid
LEFT JOIN pg_description comment ON comment.objoid = c.oid AND comment.classoid = 'pg_class'::regclass AND comment.objsubid = 0
LEFT JOIN pg_inherits i ON i.inhrelid = c.oid AND c.relispartition
LEFT JOIN pg_class parent ON parent.oid = i.inhparent
LEFT JOIN LATERAL (
  SELECT
    coalesce(pg_relation_size(c.oid), 0)          AS heap_bytes,
    coalesce(
      pg_relation_size(c.oid, 'fsm') + pg_relation_size(c.oid, 'vm')
      + CASE c.relpersistence WHEN 'u' THEN pg_relation_size(c.oid, 'init') ELSE 0 END, 0) AS maps_bytes,
    CASE WHEN c.reltoastrelid = 0 THEN 0 ELSE pg_total_relation_size(c.reltoastrelid) END AS toast_bytes
  WHERE c.oid NOT IN (SELECT relation FROM locked)
  OFFSET 0
) size ON true
WHERE c.relkind IN ('r', 'p', 'm') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"
