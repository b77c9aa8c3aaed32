-- Fills the schema of Authority.
INSERT INTO authority.tenants (tenant_id, slug, display_name, created_at)
SELECT pg_temp.id('tenant' || i), slug, name, timestamptz '2024-02-01 09:00:00+00' + i * interval '37 days'
FROM unnest(ARRAY['northwind', 'harbour', 'meridian', 'alder', 'kestrel', 'quarry'],
            ARRAY['Northwind Grid', 'Harbour Bank', 'Meridian Health', 'Alder & Sons', 'Kestrel Aero', 'Quarry "Old" Works'])
     WITH ORDINALITY AS t (slug, name, i);

INSERT INTO authority.users (user_id, tenant_id, username, email, display_name, password_hash, mfa_enabled, failed_attempts, last_sign_in_at, created_at)
SELECT pg_temp.id('user' || i), pg_temp.tenant('user' || i), 'user' || i, 'user' || i || '@example.org',
       pg_temp.one_of('first' || i, '{Ada,Bjørn,Chidi,Dörte,Ece,Farid,Grace,Hiroshi}') || ' ' || pg_temp.one_of('last' || i, '{Adeyemi,Berg,Costa,Đorđević,Eriksen,O''Neill,Šimić,Tanaka}'),
       '$argon2id$v=19$m=65536,t=3,p=4$' || left(pg_temp.digest('password' || i), 43), pg_temp.pick('mfa' || i, 3) > 0,
       pg_temp.pick('failed' || i, 20) / 18, pg_temp.before('seen' || i, 60), pg_temp.before('made' || i, 300) - interval '60 days'
FROM generate_series(1, pg_temp.many(1200)) AS i;

INSERT INTO authority.roles (role_id, tenant_id, name, description, built_in)
SELECT pg_temp.id('role' || t || r), pg_temp.id('tenant' || t), r, 'May act as ' || r, true
FROM generate_series(1, 6) AS t, unnest(ARRAY['admin', 'operator', 'auditor', 'reader']) AS r;

INSERT INTO authority.permissions (code, description)
SELECT s || ':' || a, a || ' on ' || s
FROM unnest(ARRAY['scan', 'policy', 'vex', 'advisory', 'tenant', 'schedule', 'channel']) AS s, unnest(ARRAY['read', 'write', 'approve']) AS a ORDER BY s, a;

INSERT INTO authority.role_permissions (role_id, permission_id)
SELECT r.role_id, p.permission_id FROM authority.roles r, authority.permissions p
WHERE r.name = 'admin' OR p.code LIKE '%:read' OR (r.name = 'operator' AND p.code LIKE '%:write');

INSERT INTO authority.user_roles (user_id, role_id, granted_at)
SELECT u.user_id, r.role_id, u.created_at FROM authority.users u
JOIN authority.roles r ON r.tenant_id = u.tenant_id AND r.name = pg_temp.one_of('role of ' || u.username, '{admin,operator,auditor,reader,reader}');

INSERT INTO authority.clients (client_id, tenant_id, name, secret_hash, grant_types, redirect_uris, scopes, created_at)
SELECT 'client-' || i, pg_temp.tenant('client' || i), 'Application ' || i, pg_temp.digest('secret' || i),
       CASE i % 3 WHEN 0 THEN '{client_credentials}' ELSE '{authorization_code,refresh_token}' END::text[],
       ARRAY['https://app' || i || '.example.org/callback'], '{openid,profile}', pg_temp.before('client' || i, 200)
FROM generate_series(1, 40) AS i;

INSERT INTO authority.tokens (token_id, tenant_id, user_id, client_id, kind, token_hash, scopes, issued_at, expires_at, revoked_at)
SELECT pg_temp.id('token' || i), u.tenant_id, u.user_id, 'client-' || 1 + pg_temp.pick('of' || i, 40), pg_temp.one_of('kind' || i, '{access,access,access,refresh}'),
       decode(pg_temp.digest('token' || i), 'hex'), '{openid}', t, t + interval '8 hours', CASE WHEN i % 17 = 0 THEN t + interval '1 hour' END
FROM generate_series(1, pg_temp.many(5000)) AS i
CROSS JOIN LATERAL (SELECT pg_temp.before('issued' || i, 30) AS t) AS at
JOIN authority.users u ON u.user_id = pg_temp.id('user' || 1 + pg_temp.pick('holder' || i, pg_temp.many(1200)));

INSERT INTO authority.sessions (session_id, user_id, started_at, last_seen_at, ended_at, source_address, user_agent)
SELECT pg_temp.id('session' || i), pg_temp.id('user' || 1 + pg_temp.pick('who' || i, pg_temp.many(1200))), t, t + interval '40 minutes',
       CASE WHEN i % 4 > 0 THEN t + interval '41 minutes' END, ('10.' || i % 200 || '.' || i % 251 || '.7')::inet, pg_temp.one_of('agent' || i, '{cli/2.4,firefox/145,chrome/142}')
FROM generate_series(1, pg_temp.many(3000)) AS i CROSS JOIN LATERAL (SELECT pg_temp.before('session' || i, 45) AS t) AS at;

INSERT INTO authority.api_keys (api_key_id, tenant_id, owner_id, name, prefix, key_hash, scopes, last_used_at)
SELECT pg_temp.id('key' || i), u.tenant_id, u.user_id, 'pipeline-' || i, left(pg_temp.digest('prefix' || i), 8), decode(pg_temp.digest('key' || i), 'hex'), '{scan:write}', pg_temp.before('used' || i, 20)
FROM generate_series(1, 150) AS i JOIN authority.users u ON u.user_id = pg_temp.id('user' || 1 + pg_temp.pick('owner' || i, pg_temp.many(1200)));

INSERT INTO authority.signin_audit (occurred_at, tenant_id, user_id, client_id, outcome, source_address, detail)
SELECT pg_temp.before('audit' || i, 90), pg_temp.tenant('audit' || i), pg_temp.id('user' || 1 + pg_temp.pick('audited' || i, pg_temp.many(1200))), 'client-' || 1 + pg_temp.pick('by' || i, 40),
       pg_temp.one_of('outcome' || i, '{success,success,success,success,success,success,bad_password,bad_token,denied}'), ('192.0.2.' || i % 254)::inet, jsonb_build_object('attempt', i % 5)
FROM generate_series(1, pg_temp.many(12000)) AS i;
