-- plumbline: Client connections by state, how many of them wait for a lock, and the longest time in that state.
-- https://www.postgresql.org/docs/current/monitoring-stats.html#MONITORING-PG-STAT-ACTIVITY-VIEW
SELECT
  state                                                    AS state,
  count(*)                                                 AS connections,
  count(*) FILTER (WHERE wait_event_type = 'Lock')         AS waiting_for_lock,
  floor(extract(epoch FROM max(clock_timestamp() - state_change)))::bigint AS longest_s
FROM pg_stat_activity
WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()
GROUP BY state
ORDER BY state COLLATE "C"
