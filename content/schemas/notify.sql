CREATE SCHEMA notify;
COMMENT ON SCHEMA notify IS 'Who is told what, over which channel: rules, deliveries, digests, escalations and the inbox';

CREATE TABLE notify.channels (
  channel_id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id uuid NOT NULL,
  name text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('slack', 'teams', 'email', 'webhook', 'inbox')),
  secret_reference text,
  configuration jsonb NOT NULL DEFAULT '{}',
  enabled boolean NOT NULL DEFAULT true,
  UNIQUE (tenant_id, name)
);
COMMENT ON TABLE notify.channels IS 'Where messages go';
COMMENT ON COLUMN notify.channels.secret_reference IS 'The name of the secret in the vault; the secret itself is never stored here';

CREATE TABLE notify.templates (
  template_id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id uuid NOT NULL,
  key text NOT NULL,
  locale text NOT NULL DEFAULT 'en-us',
  channel_kind text NOT NULL,
  body text NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (tenant_id, key, locale, channel_kind)
);
COMMENT ON TABLE notify.templates IS 'The wording of messages by kind of channel and language';

CREATE TABLE notify.rules (
  rule_id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id uuid NOT NULL,
  name text NOT NULL,
  enabled boolean NOT NULL DEFAULT true,
  event_kinds text[] NOT NULL CHECK (cardinality(event_kinds) > 0),
  minimum_severity text NOT NULL DEFAULT 'high' CHECK (minimum_severity IN ('low', 'medium', 'high', 'critical')),
  channel_id uuid NOT NULL REFERENCES notify.channels,
  template_id uuid REFERENCES notify.templates,
  throttle interval NOT NULL DEFAULT '5 minutes',
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (tenant_id, name)
);
CREATE INDEX rules_channel_idx ON notify.rules (channel_id);
CREATE INDEX rules_events_idx ON notify.rules USING gin (event_kinds);
COMMENT ON TABLE notify.rules IS 'Which events of which severity lead to a message';
COMMENT ON COLUMN notify.rules.throttle IS 'The same message is not sent again within this time';

CREATE TABLE notify.deliveries (
  delivery_id uuid NOT NULL DEFAULT gen_random_uuid(),
  tenant_id uuid NOT NULL,
  rule_id uuid NOT NULL REFERENCES notify.rules,
  channel_id uuid NOT NULL REFERENCES notify.channels,
  event_kind text NOT NULL,
  status text NOT NULL CHECK (status IN ('pending', 'sent', 'failed', 'throttled', 'digested')),
  attempts smallint NOT NULL DEFAULT 0 CHECK (attempts BETWEEN 0 AND 20),
  payload jsonb NOT NULL DEFAULT '{}',
  error_text text,
  created_at timestamptz NOT NULL,
  sent_at timestamptz,
  PRIMARY KEY (created_at, delivery_id),
  CHECK (status <> 'sent' OR sent_at IS NOT NULL)
) PARTITION BY RANGE (created_at);
CREATE TABLE notify.deliveries_2025_10 PARTITION OF notify.deliveries FOR VALUES FROM ('2025-10-01 00:00:00+00') TO ('2025-11-01 00:00:00+00');
CREATE TABLE notify.deliveries_2025_11 PARTITION OF notify.deliveries FOR VALUES FROM ('2025-11-01 00:00:00+00') TO ('2025-12-01 00:00:00+00');
CREATE TABLE notify.deliveries_2025_12 PARTITION OF notify.deliveries FOR VALUES FROM ('2025-12-01 00:00:00+00') TO ('2026-01-01 00:00:00+00');
CREATE INDEX deliveries_rule_idx ON notify.deliveries (rule_id);
CREATE INDEX deliveries_pending_idx ON notify.deliveries (created_at) WHERE status = 'pending';
CREATE INDEX deliveries_tenant_status_idx ON notify.deliveries (tenant_id, status, created_at DESC);
COMMENT ON TABLE notify.deliveries IS 'One message to one channel and what became of it, one partition a month';
COMMENT ON COLUMN notify.deliveries.error_text IS 'The channel''s last answer, shortened';
COMMENT ON TABLE notify.deliveries_2025_10 IS 'Deliveries of October 2025';
COMMENT ON TABLE notify.deliveries_2025_11 IS 'Deliveries of November 2025';
COMMENT ON TABLE notify.deliveries_2025_12 IS 'Deliveries of December 2025';

CREATE TABLE notify.digests (
  digest_id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id uuid NOT NULL,
  channel_id uuid NOT NULL REFERENCES notify.channels,
  period text NOT NULL CHECK (period IN ('hourly', 'daily', 'weekly')),
  opened_at timestamptz NOT NULL,
  closes_at timestamptz NOT NULL,
  sent_at timestamptz,
  UNIQUE (channel_id, period, opened_at),
  CHECK (closes_at > opened_at)
);
COMMENT ON TABLE notify.digests IS 'Messages gathered over a period and sent as one';

CREATE TABLE notify.digest_items (
  digest_id uuid NOT NULL REFERENCES notify.digests ON DELETE CASCADE,
  position integer NOT NULL CHECK (position > 0),
  event_kind text NOT NULL,
  summary text NOT NULL,
  PRIMARY KEY (digest_id, position)
);
COMMENT ON TABLE notify.digest_items IS 'One line of a digest';

CREATE TABLE notify.escalation_policies (
  policy_id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id uuid NOT NULL,
  name text NOT NULL,
  steps jsonb NOT NULL,
  repeat_count smallint NOT NULL DEFAULT 0 CHECK (repeat_count >= 0),
  UNIQUE (tenant_id, name)
);
COMMENT ON TABLE notify.escalation_policies IS 'Whom to call, in which order, after how long';
COMMENT ON COLUMN notify.escalation_policies.steps IS 'Array of channel and delay in seconds';

CREATE TABLE notify.escalations (
  escalation_id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  policy_id uuid NOT NULL REFERENCES notify.escalation_policies,
  correlation_id text NOT NULL,
  current_step smallint NOT NULL DEFAULT 0,
  status text NOT NULL CHECK (status IN ('active', 'acknowledged', 'resolved', 'exhausted')),
  next_at timestamptz,
  started_at timestamptz NOT NULL,
  UNIQUE (policy_id, correlation_id)
);
CREATE INDEX escalations_due_idx ON notify.escalations (next_at) WHERE status = 'active';
COMMENT ON TABLE notify.escalations IS 'Escalations under way and past';

CREATE TABLE notify.inbox (
  message_id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id uuid NOT NULL,
  user_id uuid NOT NULL,
  title text NOT NULL,
  body text NOT NULL,
  read_at timestamptz,
  created_at timestamptz NOT NULL
);
CREATE INDEX inbox_user_idx ON notify.inbox (user_id, created_at DESC);
CREATE INDEX inbox_unread_idx ON notify.inbox (user_id) WHERE read_at IS NULL;
CREATE INDEX inbox_title_idx ON notify.inbox (title);
COMMENT ON TABLE notify.inbox IS 'Messages inside the product itself';

CREATE TABLE notify.locks (
  resource text PRIMARY KEY,
  owner text NOT NULL,
  expires_at timestamptz NOT NULL
);
COMMENT ON TABLE notify.locks IS 'Keeps two senders from sending the same thing';
