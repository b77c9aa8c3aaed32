-- plumbline: Dead rows and free space in the 50 largest tables of at most 4 GiB, measured by pgstattuple_approx, which reads the
-- pages that are not all visible. %1$s stands for the schema of the extension.
-- https://www.postgresql.org/docs/current/pgstattuple.html
SELECT
  t.nspname                                                       AS schema,
  t.relname                                                       AS name,
  'measured by pgstattuple_approx'                                AS method,
  m.table_len                                                     AS heap_bytes,
  (m.dead_tuple_len + m.approx_free_space)::bigint                AS bloat_bytes,
  round(((m.dead_tuple_len + m.approx_free_space) / nullif(m.table_len, 0))::numeric, 4) AS bloat_ratio,
  m.dead_tuple_count                                              AS dead_rows,
  m.dead_tuple_len                                                AS dead_bytes,
  m.approx_free_space::bigint                                     AS free_bytes,
  round(m.scanned_percent::numeric / 100, 4)                      AS scanned_ratio
FROM (
  SELECT n.nspname, c.relname, c.oid
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'm') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    AND c.relpages BETWEEN 128 AND 524288
    -- A standby has no content of it.
    AND NOT (c.relpersistence = 'u' AND pg_is_in_recovery())
    AND c.oid NOT IN (
      SELECT relation FROM pg_locks
      WHERE locktype = 'relation' AND mode = 'AccessExclusiveLock' AND pid IS DISTINCT FROM pg_backend_pid()
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
    )
  ORDER BY c.relpages DESC, n.nspname COLLATE "C", c.relname COLLATE "C"
  LIMIT 50
) t
CROSS JOIN LATERAL %1$s.pgstattuple_approx(t.oid) m
ORDER BY t.nspname COLLATE "C", t.relname COLLATE "C"
