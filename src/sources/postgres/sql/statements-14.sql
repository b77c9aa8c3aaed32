-- plumbline: Since when statements are counted, and how often the rarest were thrown out to make room; %1$s as below.
-- https://www.postgresql.org/docs/current/pgstatstatements.html#PGSTATSTATEMENTS-PG-STAT-STATEMENTS-INFO
SELECT
  to_char(stats_reset AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS reset_at,
  dealloc                                                                  AS deallocations
FROM %1$s.pg_stat_statements_info
