-- plumbline: Statements by total time, of every database; %1$s stands for the schema of the extension.
-- https://www.postgresql.org/docs/current/pgstatstatements.html
SELECT
  s.query                                AS query,
  d.datname                              AS database,
  pg_get_userbyid(s.userid)              AS role,
  s.queryid::text                        AS query_id,
  s.calls                                AS calls,
  s.total_exec_time                      AS total_exec_ms,
  s.mean_exec_time                       AS mean_exec_ms,
  s.stddev_exec_time                     AS stddev_exec_ms,
  s.min_exec_time                        AS min_exec_ms,
  s.max_exec_time                        AS max_exec_ms,
  s.rows                                 AS rows,
  s.shared_blks_hit                      AS shared_blocks_hit,
  s.shared_blks_read                     AS shared_blocks_read,
  s.temp_blks_written                    AS temp_blocks_written,
  s.wal_bytes                            AS wal_bytes
FROM %1$s.pg_stat_statements s
JOIN pg_database d ON d.oid = s.dbid
-- What this very collection runs is no part of the picture.
WHERE s.query !~ '^-- plumbline|/\* plumbline \*/'
ORDER BY s.total_exec_time DESC, s.query COLLATE "C", s.queryid
LIMIT $1
