-- plumbline: Input and output by kind of process, object and context, where there was any.
-- https://www.postgresql.org/docs/current/monitoring-stats.html#MONITORING-PG-STAT-IO-VIEW
SELECT
  backend_type                             AS backend,
  object                                   AS object,
  context                                  AS context,
  reads                                    AS reads,
  reads * op_bytes                         AS read_bytes,
  read_time                                AS read_ms,
  writes                                   AS writes,
  writes * op_bytes                        AS written_bytes,
  write_time                               AS write_ms,
  extends                                  AS extends,
  hits                                     AS hits,
  evictions                                AS evictions,
  reuses                                   AS reuses,
  fsyncs                                   AS fsyncs,
  fsync_time                               AS fsync_ms,
  stats_reset                              AS statistics_reset_at
FROM pg_stat_io
WHERE coalesce(reads, 0) + coalesce(writes, 0) + coalesce(extends, 0) + coalesce(hits, 0) + coalesce(fsyncs, 0) > 0
ORDER BY backend_type COLLATE "C", object COLLATE "C", context COLLATE "C"
