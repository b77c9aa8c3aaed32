-- plumbline: Checkpoints since the last reset: by the clock, by request (mostly max_wal_size), and what they wrote.
-- https://www.postgresql.org/docs/16/monitoring-stats.html#MONITORING-PG-STAT-BGWRITER-VIEW
SELECT
  checkpoints_timed                        AS timed,
  checkpoints_req                          AS requested,
  checkpoint_write_time                    AS write_ms,
  checkpoint_sync_time                     AS sync_ms,
  buffers_checkpoint                       AS buffers_written,
  stats_reset                              AS statistics_reset_at
FROM pg_stat_bgwriter
