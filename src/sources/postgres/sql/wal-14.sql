-- plumbline: WAL that was made since the last reset. Full-page images grow with the number of checkpoints.
-- https://www.postgresql.org/docs/current/monitoring-stats.html#MONITORING-PG-STAT-WAL-VIEW
SELECT
  wal_records                              AS records,
  wal_fpi                                  AS full_page_images,
  wal_bytes                                AS written_bytes,
  wal_buffers_full                         AS buffers_full,
  stats_reset                              AS statistics_reset_at
FROM pg_stat_wal
