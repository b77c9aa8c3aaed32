-- plumbline: Every database that takes connections, with its size, its age, and its counters since the last reset.
-- https://www.postgresql.org/docs/current/monitoring-stats.html#MONITORING-PG-STAT-DATABASE-VIEW
SELECT
  d.datname                              AS name,
  CASE WHEN has_database_privilege(d.oid, 'CONNECT') OR pg_has_role(current_user, 'pg_read_all_stats', 'USAGE')
       THEN pg_database_size(d.oid) END  AS size_bytes,
  pg_encoding_to_char(d.encoding)        AS encoding,
  d.datcollate                           AS collation,
  age(d.datfrozenxid)                    AS transaction_id_age,
  mxid_age(d.datminmxid)                 AS multixact_age,
  s.numbackends                          AS connections,
  s.xact_commit                          AS transactions_committed,
  s.xact_rollback                        AS transactions_rolled_back,
  round(s.blks_hit::numeric / nullif(s.blks_hit + s.blks_read, 0), 4) AS cache_hit_ratio,
  s.conflicts                            AS recovery_conflicts,
  s.deadlocks                            AS deadlocks,
  s.temp_files                           AS temp_files,
  s.temp_bytes                           AS temp_bytes,
  s.checksum_failures                    AS checksum_failures,
  s.stats_reset                          AS statistics_reset_at
FROM pg_database d
LEFT JOIN pg_stat_database s ON s.datid = d.oid
WHERE d.datallowconn AND NOT d.datistemplate
ORDER BY d.datname COLLATE "C"
