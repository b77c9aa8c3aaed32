-- plumbline: Statements of every database: those that lead by total time, mean, calls, reads, WAL or temporary files.
-- %1$s stands for the schema of the extension. https://www.postgresql.org/docs/current/pgstatstatements.html
WITH ranked AS (
  SELECT s.*,
    least(
      row_number() OVER (ORDER BY s.total_exec_time DESC, s.queryid, s.dbid, s.userid),
      row_number() OVER (ORDER BY s.mean_exec_time DESC, s.queryid, s.dbid, s.userid),
      row_number() OVER (ORDER BY s.calls DESC, s.queryid, s.dbid, s.userid),
      row_number() OVER (ORDER BY s.shared_blks_read DESC, s.queryid, s.dbid, s.userid),
      row_number() OVER (ORDER BY s.wal_bytes DESC, s.queryid, s.dbid, s.userid),
      row_number() OVER (ORDER BY s.temp_blks_written DESC, s.queryid, s.dbid, s.userid)
    ) AS best_rank
  FROM %1$s.pg_stat_statements s
  -- What this very collection runs is no part of the picture.
  WHERE coalesce(s.query, '') !~ '^-- plumbline|/\* plumbline \*/'
)
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
  s.total_plan_time                      AS total_plan_ms,
  s.rows                                 AS rows,
  s.shared_blks_hit                      AS shared_blocks_hit,
  s.shared_blks_read                     AS shared_blocks_read,
  s.shared_blks_dirtied                  AS shared_blocks_dirtied,
  s.shared_blk_read_time                 AS blocks_read_ms,
  s.shared_blk_write_time                AS blocks_write_ms,
  s.stats_since                          AS statistics_since_at,
  s.temp_blks_read                       AS temp_blocks_read,
  s.temp_blks_written                    AS temp_blocks_written,
  s.wal_records                          AS wal_records,
  s.wal_bytes                            AS wal_bytes
FROM ranked s
JOIN pg_database d ON d.oid = s.dbid
WHERE s.best_rank <= $1
ORDER BY s.total_exec_time DESC, s.query COLLATE "C", s.queryid
