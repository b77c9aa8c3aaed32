-- Fills the schema of Scheduler, the busiest writer.
INSERT INTO scheduler.schedules (schedule_id, tenant_id, name, cron_expression, mode, enabled, selection, next_fire_at, created_at)
SELECT pg_temp.id('schedule' || i), pg_temp.tenant('schedule' || i), 'nightly-' || i, i % 60 || ' ' || i % 24 || ' * * *',
       pg_temp.one_of('mode' || i, '{analysis_only,content_refresh}'), i % 9 > 0, jsonb_build_object('registry', 'registry.example.org', 'tags', jsonb_build_array('v' || i)),
       timestamptz '2025-12-05 00:00:00+00' + i * interval '11 minutes', pg_temp.before('schedule' || i, 250)
FROM generate_series(1, 120) AS i;

INSERT INTO scheduler.triggers (trigger_id, schedule_id, kind, last_fired_at, fire_count)
SELECT pg_temp.id('trigger' || schedule_id || kind), schedule_id, kind, pg_temp.before('fired' || schedule_id || kind, 7), pg_temp.pick('count' || schedule_id, 400)
FROM scheduler.schedules, unnest(ARRAY['cron', 'advisory']) AS kind;

INSERT INTO scheduler.workers (worker_id, pool, version, capacity, status, heartbeat_at)
SELECT 'worker-' || i, CASE WHEN i < 6 THEN 'scan' ELSE 'export' END, '2.4.' || i % 3, 8, CASE i WHEN 8 THEN 'lost' ELSE 'active' END, timestamptz '2025-12-05 00:00:00+00' - i * interval '7 seconds'
FROM generate_series(1, 8) AS i;

INSERT INTO scheduler.jobs (job_id, tenant_id, schedule_id, kind, status, priority, attempt, payload, worker_id, lease_until, created_at, updated_at)
SELECT pg_temp.id('job' || i), pg_temp.tenant('schedule' || 1 + s), pg_temp.id('schedule' || 1 + s), pg_temp.one_of('kind' || i, '{scan,rescan,rescan,impact,export}'), status,
       pg_temp.pick('priority' || i, 7) - 3, pg_temp.pick('attempt' || i, 3), jsonb_build_object('image', 'sha256:' || pg_temp.digest('image' || i % 700), 'bytes', pg_temp.pick('size' || i, 900000000)),
       CASE WHEN status IN ('leased', 'running', 'succeeded') THEN 'worker-' || 1 + i % 8 END, CASE WHEN status = 'leased' THEN t + interval '5 minutes' END, t, t + interval '90 seconds'
FROM generate_series(1, pg_temp.many(4000)) AS i
CROSS JOIN LATERAL (SELECT pg_temp.pick('schedule of' || i, 120) AS s, pg_temp.before('job' || i, 40) AS t,
  pg_temp.one_of('status' || i, '{pending,leased,running,succeeded,succeeded,succeeded,succeeded,succeeded,succeeded,failed,dead}') AS status) AS chosen;

INSERT INTO scheduler.runs (run_id, schedule_id, tenant_id, state, reason, candidates, deltas, created_at, finished_at)
SELECT pg_temp.id('run' || i), pg_temp.id('schedule' || 1 + s), pg_temp.tenant('schedule' || 1 + s), pg_temp.one_of('state' || i, '{completed,completed,completed,completed,error,cancelled}'),
       pg_temp.one_of('reason' || i, '{cron,cron,advisory,manual}'), pg_temp.pick('candidates' || i, 900), pg_temp.pick('deltas' || i, 40), t, t + pg_temp.pick('took' || i, 1800) * interval '1 second'
FROM generate_series(1, pg_temp.many(5000)) AS i
CROSS JOIN LATERAL (SELECT pg_temp.pick('run of' || i, 120) AS s, pg_temp.before('run' || i, 60) AS t) AS chosen;

INSERT INTO scheduler.job_history (job_id, tenant_id, from_status, to_status, worker_id, duration_ms, error_code, occurred_at)
SELECT pg_temp.id('job' || 1 + pg_temp.pick('job of' || i, pg_temp.many(4000))), pg_temp.tenant('history' || i), pg_temp.one_of('from' || i, '{pending,leased,running}'), to_status, 'worker-' || 1 + i % 8,
       pg_temp.pick('ms' || i, 60000), CASE WHEN to_status = 'failed' THEN pg_temp.one_of('error' || i, '{registry_timeout,out_of_memory,bad_manifest,lease_lost}') END, pg_temp.before('history' || i, 60)
FROM generate_series(1, pg_temp.many(15000)) AS i
CROSS JOIN LATERAL (SELECT pg_temp.one_of('to' || i, '{leased,running,succeeded,succeeded,failed}') AS to_status) AS chosen;

INSERT INTO scheduler.locks (lock_key, holder, acquired_at, expires_at)
SELECT key, 'worker-1', timestamptz '2025-12-05 00:00:00+00', timestamptz '2025-12-05 00:05:00+00' FROM unnest(ARRAY['planner', 'retention', 'impact-index']) AS key;

INSERT INTO scheduler.impact_snapshots (snapshot_id, tenant_id, usage_only, image_count, digest, body, taken_at)
SELECT pg_temp.id('impact' || i), pg_temp.tenant('impact' || i), i % 2 = 0, pg_temp.pick('images' || i, 900), pg_temp.digest('impact' || i),
       jsonb_build_object('images', (SELECT jsonb_agg('sha256:' || pg_temp.digest('image' || i || n)) FROM generate_series(1, 12) AS n)), pg_temp.before('impact' || i, 60)
FROM generate_series(1, pg_temp.many(800)) AS i;

INSERT INTO scheduler.failure_signatures (error_code, fingerprint, occurrences, first_seen_at, last_seen_at)
SELECT pg_temp.one_of('error' || i, '{registry_timeout,out_of_memory,bad_manifest,lease_lost}'), pg_temp.digest('failure' || i), 1 + pg_temp.pick('seen' || i, 50), t, t + interval '3 days'
FROM generate_series(1, 60) AS i CROSS JOIN LATERAL (SELECT pg_temp.before('failure' || i, 50) AS t) AS at;
