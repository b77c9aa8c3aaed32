-- plumbline: What a standby has received and replayed. A primary gives no row.
-- https://www.postgresql.org/docs/current/functions-admin.html#FUNCTIONS-RECOVERY-INFO-TABLE
SELECT
  pg_is_wal_replay_paused()                AS replay_paused,
  pg_last_xact_replay_timestamp()          AS last_replayed_at,
  pg_wal_lsn_diff(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn()) AS unreplayed_bytes,
  r.status                                 AS receiver_status,
  r.sender_host                            AS sender_host,
  r.sender_port                            AS sender_port,
  r.slot_name                              AS slot_name
FROM (SELECT WHERE pg_is_in_recovery()) standby
LEFT JOIN pg_stat_wal_receiver r ON true
