-- plumbline: Transactions that have been open for longer than $1 seconds, prepared ones included, oldest first.
-- https://www.postgresql.org/docs/current/routine-vacuuming.html#VACUUM-FOR-WRAPAROUND
SELECT kind, database, role, application, state, query,
  floor(extract(epoch FROM clock_timestamp() - since))::bigint AS open_s,
  oldest_snapshot_age
FROM (
  SELECT 'session' AS kind, datname AS database, usename AS role, application_name AS application, state, query,
    xact_start AS since, age(backend_xmin) AS oldest_snapshot_age
  FROM pg_stat_activity
  WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()
  UNION ALL
  SELECT 'prepared', database, owner, NULL, 'prepared', NULL, prepared, age(transaction)
  FROM pg_prepared_xacts
) t
WHERE since < clock_timestamp() - $1 * interval '1 second'
ORDER BY since, query COLLATE "C"
