-- plumbline: The server itself: version, start, role in replication, encoding.
-- https://www.postgresql.org/docs/current/functions-info.html
SELECT
  current_setting('server_version')                         AS version,
  current_setting('server_version_num')::int / 10000        AS major,
  current_setting('server_version_num')::int                AS version_num,
  pg_postmaster_start_time()                                AS started_at,
  -- Two readings are of one server, and their counters of one count, only where these two are the same.
  (SELECT system_identifier::text FROM pg_control_system()) AS system_identifier,
  (SELECT to_char(stats_reset AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') FROM pg_stat_bgwriter) AS statistics_reset_at,
  pg_is_in_recovery()                                       AS in_recovery,
  current_setting('data_checksums') = 'on'                  AS data_checksums,
  current_setting('server_encoding')                        AS encoding,
  current_database()                                        AS database
