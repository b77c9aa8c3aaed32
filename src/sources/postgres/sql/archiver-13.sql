-- plumbline: What became of WAL files that were to be archived.
-- https://www.postgresql.org/docs/current/monitoring-stats.html#MONITORING-PG-STAT-ARCHIVER-VIEW
SELECT
  current_setting('archive_mode')          AS mode,
  archived_count                           AS archived,
  last_archived_wal                        AS last_archived_wal,
  last_archived_time                       AS last_archived_at,
  failed_count                             AS failed,
  last_failed_wal                          AS last_failed_wal,
  last_failed_time                         AS last_failed_at,
  stats_reset                              AS statistics_reset_at
FROM pg_stat_archiver
