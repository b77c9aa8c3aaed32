-- plumbline: Standbys and other receivers that this server sends its WAL to, and how far behind each is.
-- https://www.postgresql.org/docs/current/monitoring-stats.html#MONITORING-PG-STAT-REPLICATION-VIEW
SELECT
  r.application_name                       AS name,
  host(r.client_addr)                      AS client_address,
  r.usename                                AS role,
  r.state                                  AS state,
  r.sync_state                             AS sync_state,
  pg_wal_lsn_diff(here.lsn, r.sent_lsn)    AS unsent_bytes,
  pg_wal_lsn_diff(here.lsn, r.flush_lsn)   AS unflushed_bytes,
  pg_wal_lsn_diff(here.lsn, r.replay_lsn)  AS unreplayed_bytes,
  round(extract(epoch FROM r.write_lag)::numeric * 1000, 1)  AS write_lag_ms,
  round(extract(epoch FROM r.flush_lag)::numeric * 1000, 1)  AS flush_lag_ms,
  round(extract(epoch FROM r.replay_lag)::numeric * 1000, 1) AS replay_lag_ms
FROM pg_stat_replication r
CROSS JOIN (
  SELECT CASE WHEN pg_is_in_recovery() THEN pg_last_wal_receive_lsn() ELSE pg_current_wal_lsn() END AS lsn
) here
ORDER BY r.application_name COLLATE "C", r.client_addr, r.client_port
