CREATE SCHEMA scheduler;
COMMENT ON SCHEMA scheduler IS 'When scans and rescans run: schedules, jobs, runs, workers, locks and what they saw';

CREATE TABLE scheduler.schedules (
  schedule_id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id uuid NOT NULL,
  name text NOT NULL,
  cron_expression text NOT NULL,
  timezone text NOT NULL DEFAULT 'UTC',
  mode text NOT NULL CHECK (mode IN ('analysis_only', 'content_refresh')),
  enabled boolean NOT NULL DEFAULT true,
  selection jsonb NOT NULL DEFAULT '{}',
  next_fire_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (tenant_id, name)
);
CREATE INDEX schedules_next_fire_idx ON scheduler.schedules (next_fire_at) WHERE enabled;
CREATE INDEX schedules_mode_idx ON scheduler.schedules (mode);
COMMENT ON TABLE scheduler.schedules IS 'What is to run again and again, and when';
COMMENT ON COLUMN scheduler.schedules.selection IS 'Which images the schedule covers: registries, tags, labels';

CREATE TABLE scheduler.triggers (
  trigger_id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  schedule_id uuid NOT NULL REFERENCES scheduler.schedules ON DELETE CASCADE,
  kind text NOT NULL CHECK (kind IN ('cron', 'advisory', 'vex', 'manual')),
  last_fired_at timestamptz,
  fire_count bigint NOT NULL DEFAULT 0 CHECK (fire_count >= 0),
  UNIQUE (schedule_id, kind)
);
COMMENT ON TABLE scheduler.triggers IS 'What sets a schedule off beside its clock';

CREATE TABLE scheduler.workers (
  worker_id text PRIMARY KEY,
  pool text NOT NULL,
  version text NOT NULL,
  capacity integer NOT NULL CHECK (capacity > 0),
  status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'draining', 'lost')),
  heartbeat_at timestamptz NOT NULL
);
CREATE INDEX workers_pool_idx ON scheduler.workers (pool);
COMMENT ON TABLE scheduler.workers IS 'Processes that take jobs';
COMMENT ON COLUMN scheduler.workers.heartbeat_at IS 'A worker silent for more than 90 seconds is lost, and its jobs are taken back';

CREATE TABLE scheduler.jobs (
  job_id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id uuid NOT NULL,
  schedule_id uuid REFERENCES scheduler.schedules ON DELETE SET NULL,
  kind text NOT NULL CHECK (kind IN ('scan', 'rescan', 'export', 'impact')),
  status text NOT NULL CHECK (status IN ('pending', 'leased', 'running', 'succeeded', 'failed', 'dead')),
  priority smallint NOT NULL DEFAULT 0 CHECK (priority BETWEEN -10 AND 10),
  attempt integer NOT NULL DEFAULT 0 CHECK (attempt >= 0),
  payload jsonb NOT NULL DEFAULT '{}',
  worker_id text REFERENCES scheduler.workers,
  lease_until timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CHECK (status <> 'leased' OR lease_until IS NOT NULL)
);
CREATE INDEX jobs_queue_idx ON scheduler.jobs (priority DESC, created_at) WHERE status = 'pending';
CREATE INDEX jobs_schedule_idx ON scheduler.jobs (schedule_id);
CREATE INDEX jobs_tenant_status_idx ON scheduler.jobs (tenant_id, status);
CREATE INDEX jobs_tenant_idx ON scheduler.jobs (tenant_id);
CREATE INDEX jobs_payload_idx ON scheduler.jobs USING gin (payload);
COMMENT ON TABLE scheduler.jobs IS 'The queue: one row a piece of work, taken with SKIP LOCKED';
COMMENT ON COLUMN scheduler.jobs.lease_until IS 'After this time another worker may take the job';

CREATE TABLE scheduler.runs (
  run_id uuid NOT NULL DEFAULT gen_random_uuid(),
  schedule_id uuid NOT NULL REFERENCES scheduler.schedules ON DELETE CASCADE,
  tenant_id uuid NOT NULL,
  state text NOT NULL CHECK (state IN ('planning', 'queued', 'running', 'completed', 'error', 'cancelled')),
  reason text NOT NULL DEFAULT 'cron',
  candidates integer NOT NULL DEFAULT 0,
  deltas integer NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL,
  finished_at timestamptz,
  PRIMARY KEY (created_at, run_id),
  CHECK (finished_at IS NULL OR finished_at >= created_at)
) PARTITION BY RANGE (created_at);
CREATE TABLE scheduler.runs_2025_10 PARTITION OF scheduler.runs FOR VALUES FROM ('2025-10-01 00:00:00+00') TO ('2025-11-01 00:00:00+00');
CREATE TABLE scheduler.runs_2025_11 PARTITION OF scheduler.runs FOR VALUES FROM ('2025-11-01 00:00:00+00') TO ('2025-12-01 00:00:00+00');
CREATE TABLE scheduler.runs_2025_12 PARTITION OF scheduler.runs FOR VALUES FROM ('2025-12-01 00:00:00+00') TO ('2026-01-01 00:00:00+00');
CREATE INDEX runs_schedule_idx ON scheduler.runs (schedule_id, created_at DESC);
COMMENT ON TABLE scheduler.runs IS 'One firing of a schedule and its outcome, one partition a month';
COMMENT ON COLUMN scheduler.runs.deltas IS 'Images whose findings changed';
COMMENT ON TABLE scheduler.runs_2025_10 IS 'Runs of October 2025';
COMMENT ON TABLE scheduler.runs_2025_11 IS 'Runs of November 2025';
COMMENT ON TABLE scheduler.runs_2025_12 IS 'Runs of December 2025';

CREATE TABLE scheduler.job_history (
  history_id bigint GENERATED ALWAYS AS IDENTITY,
  job_id uuid NOT NULL,
  tenant_id uuid NOT NULL,
  from_status text,
  to_status text NOT NULL,
  worker_id text,
  duration_ms integer CHECK (duration_ms >= 0),
  error_code text,
  occurred_at timestamptz NOT NULL,
  PRIMARY KEY (occurred_at, history_id)
) PARTITION BY RANGE (occurred_at);
CREATE TABLE scheduler.job_history_2025_10 PARTITION OF scheduler.job_history FOR VALUES FROM ('2025-10-01 00:00:00+00') TO ('2025-11-01 00:00:00+00');
CREATE TABLE scheduler.job_history_2025_11 PARTITION OF scheduler.job_history FOR VALUES FROM ('2025-11-01 00:00:00+00') TO ('2025-12-01 00:00:00+00');
CREATE TABLE scheduler.job_history_2025_12 PARTITION OF scheduler.job_history FOR VALUES FROM ('2025-12-01 00:00:00+00') TO ('2026-01-01 00:00:00+00');
CREATE TABLE scheduler.job_history_rest PARTITION OF scheduler.job_history DEFAULT;
CREATE INDEX job_history_job_idx ON scheduler.job_history (job_id);
CREATE INDEX job_history_tenant_idx ON scheduler.job_history (tenant_id, occurred_at);
CREATE INDEX job_history_error_idx ON scheduler.job_history (error_code) WHERE error_code IS NOT NULL;
COMMENT ON TABLE scheduler.job_history IS 'Each change of a job''s status; the busiest table of the platform, one partition a month';
COMMENT ON COLUMN scheduler.job_history.duration_ms IS 'Milliseconds spent in the status that was left';
COMMENT ON TABLE scheduler.job_history_2025_10 IS 'Job history of October 2025';
COMMENT ON TABLE scheduler.job_history_2025_11 IS 'Job history of November 2025';
COMMENT ON TABLE scheduler.job_history_2025_12 IS 'Job history of December 2025';
COMMENT ON TABLE scheduler.job_history_rest IS 'Job history of months that have no partition yet; should stay empty';

CREATE TABLE scheduler.locks (
  lock_key text PRIMARY KEY,
  holder text NOT NULL,
  acquired_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  CHECK (expires_at > acquired_at)
);
COMMENT ON TABLE scheduler.locks IS 'Named locks that outlive one connection, such as the planner''s leadership';

CREATE TABLE scheduler.impact_snapshots (
  snapshot_id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id uuid NOT NULL,
  usage_only boolean NOT NULL DEFAULT false,
  image_count integer NOT NULL CHECK (image_count >= 0),
  digest text NOT NULL UNIQUE,
  body jsonb NOT NULL,
  taken_at timestamptz NOT NULL
);
CREATE INDEX impact_snapshots_tenant_idx ON scheduler.impact_snapshots (tenant_id, taken_at DESC);
COMMENT ON TABLE scheduler.impact_snapshots IS 'Which images a change of advisories would touch, as it was seen when a run was planned';
COMMENT ON COLUMN scheduler.impact_snapshots.digest IS 'SHA-256 of the body; equal snapshots are kept once';

CREATE TABLE scheduler.failure_signatures (
  signature_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  error_code text NOT NULL,
  fingerprint text NOT NULL UNIQUE,
  occurrences bigint NOT NULL DEFAULT 1 CHECK (occurrences > 0),
  first_seen_at timestamptz NOT NULL,
  last_seen_at timestamptz NOT NULL
);
COMMENT ON TABLE scheduler.failure_signatures IS 'Failures that look alike, counted together';
