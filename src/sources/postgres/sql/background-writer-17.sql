-- plumbline: What the background writer wrote. Writes by backends stand in pg_stat_io since PostgreSQL 17.
-- https://www.postgresql.org/docs/current/monitoring-stats.html#MONITORING-PG-STAT-BGWRITER-VIEW
SELECT
  buffers_clean                            AS buffers_written,
  maxwritten_clean                         AS stopped_early,
  buffers_alloc                            AS buffers_allocated,
  stats_reset                              AS statistics_reset_at
FROM pg_stat_bgwriter
