-- plumbline: Replication slots, and how much WAL each holds back. A slot that nobody reads fills the disk.
-- https://www.postgresql.org/docs/current/view-pg-replication-slots.html
SELECT
  s.slot_name                              AS name,
  s.slot_type                              AS type,
  s.plugin                                 AS plugin,
  s.database                               AS database,
  s.active                                 AS active,
  s.wal_status                             AS wal_status,
  pg_wal_lsn_diff(here.lsn, s.restart_lsn) AS retained_bytes,
  s.safe_wal_size                          AS safe_bytes,
  greatest(age(s.xmin), age(s.catalog_xmin)) AS oldest_snapshot_age
FROM pg_replication_slots s
CROSS JOIN (
  SELECT CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END AS lsn
) here
WHERE NOT s.temporary
ORDER BY s.slot_name COLLATE "C"
