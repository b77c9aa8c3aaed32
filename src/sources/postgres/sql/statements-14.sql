-- plumbline: Since when statements are counted, how often the rarest were thrown out to make room, and how many fit in.
-- %1$s stands for the schema of the extension.
-- https://www.postgresql.org/docs/current/pgstatstatements.html#PGSTATSTATEMENTS-PG-STAT-STATEMENTS-INFO
SELECT
  to_char(stats_reset AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS reset_at,
  dealloc                                                                  AS deallocations,
  current_setting('pg_stat_statements.max')::int                           AS capacity
FROM %1$s.pg_stat_statements_info
