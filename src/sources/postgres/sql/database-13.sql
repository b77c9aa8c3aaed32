-- plumbline: Every database that takes connections, with its size and its counters since the last reset.
-- https://www.postgresql.org/docs/current/monitoring-stats.html#MONITORING-PG-STAT-DATABASE-VIEW
SELECT
  d.datname                              AS name,
  CASE WHEN has_database_privilege(d.oid, 'CONNECT') THEN pg_database_size(d.oid) END AS size_bytes,
  pg_encoding_to_char(d.encoding)        AS encoding,
  d.datcollate                           AS collation,
  s.numbackends                          AS connections,
  s.xact_commit                          AS transactions_committed,
  s.xact_rollback                        AS transactions_rolled_back,
  round(s.blks_hit::numeric / nullif(s.blks_hit + s.blks_read, 0), 4) AS cache_hit_ratio,
  s.deadlocks                            AS deadlocks,
  s.temp_bytes                           AS temp_bytes,
  to_char(s.stats_reset AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS statistics_reset_at
FROM pg_database d
LEFT JOIN pg_stat_database s ON s.datid = d.oid
WHERE d.datallowconn AND NOT d.datistemplate
ORDER BY d.datname COLLATE "C"
