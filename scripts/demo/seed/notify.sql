-- Fills the schema of Notify.
INSERT INTO notify.channels (channel_id, tenant_id, name, kind, secret_reference, configuration)
SELECT pg_temp.id('channel' || i), pg_temp.tenant('channel' || i), 'channel-' || i, kind, 'vault:notify/' || i, jsonb_build_object('target', kind || '-' || i)
FROM generate_series(1, 30) AS i CROSS JOIN LATERAL (SELECT pg_temp.one_of('kind' || i, '{slack,teams,email,webhook,inbox}') AS kind) AS chosen;

INSERT INTO notify.templates (template_id, tenant_id, key, locale, channel_kind, body, updated_at)
SELECT pg_temp.id('template' || t || key || kind), pg_temp.id('tenant' || t), key, 'en-us', kind, 'A new {{severity}} finding in {{image}}', pg_temp.before('template' || t || key, 100)
FROM generate_series(1, 6) AS t, unnest(ARRAY['finding', 'digest', 'escalation']) AS key, unnest(ARRAY['slack', 'email']) AS kind;

INSERT INTO notify.rules (rule_id, tenant_id, name, event_kinds, minimum_severity, channel_id, throttle, created_at)
SELECT pg_temp.id('rule' || i), c.tenant_id, 'rule-' || i, ARRAY[pg_temp.one_of('event' || i, '{scan.completed,finding.new,finding.changed,policy.blocked}')],
       pg_temp.one_of('severity' || i, '{medium,high,critical}'), c.channel_id, i % 6 * interval '5 minutes', pg_temp.before('rule' || i, 120)
FROM generate_series(1, 90) AS i JOIN notify.channels c ON c.channel_id = pg_temp.id('channel' || 1 + i % 30);

INSERT INTO notify.deliveries (delivery_id, tenant_id, rule_id, channel_id, event_kind, status, attempts, payload, error_text, created_at, sent_at)
SELECT pg_temp.id('delivery' || i), r.tenant_id, r.rule_id, r.channel_id, r.event_kinds[1], status, 1 + pg_temp.pick('attempts' || i, 3),
       jsonb_build_object('image', pg_temp.digest('image' || i % 700), 'severity', r.minimum_severity), CASE WHEN status = 'failed' THEN '503 Service Unavailable' END, t, CASE WHEN status = 'sent' THEN t + interval '2 seconds' END
FROM generate_series(1, pg_temp.many(9000)) AS i
CROSS JOIN LATERAL (SELECT pg_temp.before('delivery' || i, 60) AS t, pg_temp.one_of('status' || i, '{sent,sent,sent,sent,sent,failed,throttled,pending}') AS status) AS chosen
JOIN notify.rules r ON r.rule_id = pg_temp.id('rule' || 1 + pg_temp.pick('rule of' || i, 90));

INSERT INTO notify.digests (digest_id, tenant_id, channel_id, period, opened_at, closes_at, sent_at)
SELECT pg_temp.id('digest' || i), c.tenant_id, c.channel_id, 'daily', day, day + interval '1 day', day + interval '1 day 1 minute'
FROM generate_series(1, 300) AS i CROSS JOIN LATERAL (SELECT timestamptz '2025-11-01 00:00:00+00' + i / 30 * interval '1 day' AS day) AS d
JOIN notify.channels c ON c.channel_id = pg_temp.id('channel' || 1 + i % 30);

INSERT INTO notify.digest_items (digest_id, position, event_kind, summary)
SELECT pg_temp.id('digest' || i), n, 'finding.new', 'Finding ' || n || ' of the day' FROM generate_series(1, 300) AS i, generate_series(1, 4) AS n;

INSERT INTO notify.escalation_policies (policy_id, tenant_id, name, steps, repeat_count)
SELECT pg_temp.id('escalation policy' || t), pg_temp.id('tenant' || t), 'on-call', '[{"channel": "slack", "delay": 0}, {"channel": "email", "delay": 900}]', 2 FROM generate_series(1, 6) AS t;

INSERT INTO notify.escalations (escalation_id, policy_id, correlation_id, current_step, status, next_at, started_at)
SELECT pg_temp.id('escalation' || i), pg_temp.id('escalation policy' || 1 + i % 6), 'incident-' || i, i % 2, pg_temp.one_of('status' || i, '{active,acknowledged,resolved,resolved,exhausted}'), t + interval '15 minutes', t
FROM generate_series(1, 150) AS i CROSS JOIN LATERAL (SELECT pg_temp.before('escalation' || i, 50) AS t) AS at;

INSERT INTO notify.inbox (message_id, tenant_id, user_id, title, body, read_at, created_at)
SELECT pg_temp.id('message' || i), pg_temp.tenant('message' || i), pg_temp.id('user' || 1 + pg_temp.pick('reader' || i, pg_temp.many(1200))), 'Scan ' || i || ' finished', 'No new finding of high severity', CASE WHEN i % 3 > 0 THEN t + interval '4 hours' END, t
FROM generate_series(1, pg_temp.many(3000)) AS i CROSS JOIN LATERAL (SELECT pg_temp.before('message' || i, 60) AS t) AS at;
