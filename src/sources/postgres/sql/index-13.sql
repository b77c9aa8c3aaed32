-- plumbline: Indexes with size, scans and whether a constraint rests on them.
-- https://www.postgresql.org/docs/current/monitoring-stats.html#MONITORING-PG-STAT-ALL-INDEXES-VIEW
SELECT
  n.nspname                         AS schema,
  t.relname                         AS table,
  c.relname                         AS name,
  pg_get_indexdef(c.oid)            AS definition,
  pg_relation_size(c.oid)           AS size_bytes,
  s.idx_scan                        AS scans,
  x.indisunique                     AS unique,
  x.indisprimary                    AS primary,
  x.indisvalid                      AS valid,
  EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = c.oid) AS enforces_constraint
FROM pg_index x
JOIN pg_class c ON c.oid = x.indexrelid
JOIN pg_class t ON t.oid = x.indrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_stat_all_indexes s ON s.indexrelid = c.oid
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"
