-- plumbline: Checkpoints (on a standby: restartpoints) since the last reset, and what they wrote.
-- https://www.postgresql.org/docs/current/monitoring-stats.html#MONITORING-PG-STAT-CHECKPOINTER-VIEW
SELECT
  num_timed                                AS timed,
  num_requested                            AS requested,
  restartpoints_timed                      AS restartpoints_timed,
  restartpoints_req                        AS restartpoints_requested,
  restartpoints_done                       AS restartpoints_done,
  write_time                               AS write_ms,
  sync_time                                AS sync_ms,
  buffers_written                          AS buffers_written,
  stats_reset                              AS statistics_reset_at
FROM pg_stat_checkpointer
