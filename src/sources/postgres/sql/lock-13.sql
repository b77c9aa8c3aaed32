-- plumbline: Sessions that wait for a lock, longest first, and the first session that each waits for.
-- https://www.postgresql.org/docs/current/functions-info.html#FUNCTIONS-INFO-SESSION
SELECT
  l.locktype                                  AS lock_type,
  l.mode                                      AS mode,
  n.nspname                                   AS schema,
  c.relname                                   AS relation,
  w.datname                                   AS database,
  w.usename                                   AS role,
  w.application_name                          AS application,
  floor(extract(epoch FROM clock_timestamp() - w.query_start))::bigint AS query_s,
  w.query                                     AS query,
  cardinality(pg_blocking_pids(w.pid))        AS blocked_by,
  b.usename                                   AS blocking_role,
  b.application_name                          AS blocking_application,
  b.state                                     AS blocking_state,
  floor(extract(epoch FROM clock_timestamp() - b.xact_start))::bigint AS blocking_transaction_s,
  b.query                                     AS blocking_query
FROM pg_locks l
JOIN pg_stat_activity w ON w.pid = l.pid
LEFT JOIN pg_class c ON c.oid = l.relation AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
LEFT JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_stat_activity b ON b.pid = (pg_blocking_pids(w.pid))[1]
WHERE NOT l.granted AND l.pid <> pg_backend_pid()
ORDER BY w.query_start, w.query COLLATE "C", l.pid
