-- plumbline: Who wrote dirty buffers outside checkpoints. Writes by backends mean that nobody else did in time.
-- https://www.postgresql.org/docs/16/monitoring-stats.html#MONITORING-PG-STAT-BGWRITER-VIEW
SELECT
  buffers_clean                            AS buffers_written,
  maxwritten_clean                         AS stopped_early,
  buffers_backend                          AS buffers_written_by_backends,
  buffers_backend_fsync                    AS fsyncs_by_backends,
  buffers_alloc                            AS buffers_allocated,
  stats_reset                              AS statistics_reset_at
FROM pg_stat_bgwriter
