-- plumbline: Client connections against the limit; this one is not counted.
-- https://www.postgresql.org/docs/current/runtime-config-connection.html
SELECT
  current_setting('max_connections')::int                  AS max,
  current_setting('superuser_reserved_connections')::int   AS reserved_for_superusers,
  a.in_use                                                 AS in_use,
  round(a.in_use::numeric / current_setting('max_connections')::int, 4) AS used_ratio
FROM (
  SELECT count(*) AS in_use
  FROM pg_stat_activity
  WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()
) a
