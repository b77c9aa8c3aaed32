-- Fills the schema of Policy.
INSERT INTO policy.packs (pack_id, tenant_id, name, description, active_version, created_at)
SELECT pg_temp.id('pack' || i), pg_temp.tenant('pack' || i), 'pack-' || i, 'Rules for ' || pg_temp.one_of('scope' || i, '{production,staging,build images,base images}'), 3, pg_temp.before('pack' || i, 200)
FROM generate_series(1, 24) AS i;

INSERT INTO policy.pack_versions (pack_version_id, pack_id, version, digest, published_at, published_by)
SELECT pg_temp.id('version' || i || '.' || v), pg_temp.id('pack' || i), v, pg_temp.digest('version' || i || '.' || v), timestamptz '2025-06-01 00:00:00+00' + v * interval '45 days', 'user' || i
FROM generate_series(1, 24) AS i, generate_series(1, 3) AS v;

INSERT INTO policy.rules (rule_id, pack_version_id, name, priority, action, severity, source)
SELECT pg_temp.id('policy rule' || i || '.' || v || '.' || n), pg_temp.id('version' || i || '.' || v), 'rule-' || n, n * 10, pg_temp.one_of('action' || i || n, '{allow,warn,block,escalate}'),
       pg_temp.one_of('severity' || i || n, '{low,medium,high,critical}'), 'rule "rule-' || n || '" { when score > ' || 10 * n || ' then warn }'
FROM generate_series(1, 24) AS i, generate_series(1, 3) AS v, generate_series(1, 9) AS n;

INSERT INTO policy.risk_profiles (profile_id, tenant_id, name, weights, is_default, updated_at)
SELECT pg_temp.id('profile' || t || name), pg_temp.id('tenant' || t), name, jsonb_build_object('cvss', 0.5, 'kev', 0.3, 'reachability', 0.2), name = 'standard', pg_temp.before('profile' || t, 90)
FROM generate_series(1, 6) AS t, unnest(ARRAY['standard', 'strict']) AS name;

INSERT INTO policy.risk_profile_history (profile_id, revision, weights, changed_by, changed_at)
SELECT profile_id, n, jsonb_build_object('cvss', 0.6, 'kev', 0.4), 'user' || n, updated_at - n * interval '20 days' FROM policy.risk_profiles, generate_series(1, 3) AS n;

INSERT INTO policy.evaluation_runs (run_id, tenant_id, pack_version_id, status, inputs_digest, findings_count, started_at, finished_at)
SELECT pg_temp.id('evaluation' || i), pg_temp.tenant('evaluation' || i), pg_temp.id('version' || 1 + i % 24 || '.3'), pg_temp.one_of('status' || i, '{completed,completed,completed,completed,failed}'),
       pg_temp.digest('inputs' || i), 10, t, t + pg_temp.pick('took' || i, 60) * interval '1 second'
FROM generate_series(1, pg_temp.many(800)) AS i CROSS JOIN LATERAL (SELECT pg_temp.before('evaluation' || i, 60) AS t) AS at;

INSERT INTO policy.evaluation_results (run_id, finding_key, rule_id, verdict, score, explanation)
SELECT pg_temp.id('evaluation' || i), 'CVE-2025-' || 10000 + pg_temp.pick('finding' || i || n, 8000) || '#' || n, pg_temp.id('policy rule' || 1 + i % 24 || '.3.' || 1 + n % 9),
       pg_temp.one_of('verdict' || i || n, '{pass,pass,warn,block,excepted}'), pg_temp.pick('score' || i || n, 10000) / 100.0, jsonb_build_object('because', 'score')
FROM generate_series(1, pg_temp.many(800)) AS i, generate_series(1, 10) AS n;

INSERT INTO policy.exceptions (exception_id, tenant_id, name, scope, reason, status, requested_by, expires_at, created_at)
SELECT pg_temp.id('exception' || i), pg_temp.tenant('exception' || i), 'exception-' || i, jsonb_build_object('vulnerability', 'CVE-2025-' || 10000 + i), 'Not reachable from the network', pg_temp.one_of('status' || i, '{proposed,active,active,expired,revoked}'), 'user' || i, t + interval '90 days', t
FROM generate_series(1, 200) AS i CROSS JOIN LATERAL (SELECT pg_temp.before('exception' || i, 120) AS t) AS at;

INSERT INTO policy.exception_approvals (exception_id, approver, approved_at)
SELECT exception_id, 'user7', created_at + interval '1 day' FROM policy.exceptions WHERE status <> 'proposed';

INSERT INTO policy.audit (tenant_id, actor, action, subject, occurred_at)
SELECT pg_temp.tenant('policy audit' || i), 'user' || 1 + pg_temp.pick('actor' || i, 50), pg_temp.one_of('action' || i, '{publish,activate,except,approve}'), 'pack-' || 1 + i % 24, timestamptz '2025-10-05 00:00:00+00' + i * interval '30 minutes'
FROM generate_series(1, pg_temp.many(2000)) AS i;
