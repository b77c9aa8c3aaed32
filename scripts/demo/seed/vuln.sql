-- Fills the schema of Concelier, the largest one.
INSERT INTO vuln.sources (key, name, kind, url, priority)
SELECT key, name, kind, 'https://' || key || '.example.org/feed', priority
FROM (VALUES ('nvd', 'National database', 'national', 10), ('certfr', 'CERT-FR', 'national', 20), ('debian', 'Debian tracker', 'distribution', 30), ('ubuntu', 'Ubuntu notices', 'distribution', 31),
             ('redhat', 'Red Hat', 'distribution', 32), ('ghsa', 'GitHub advisories', 'ecosystem', 40), ('osv', 'Open source vulnerabilities', 'ecosystem', 41), ('vendor-x', 'Vendor X', 'vendor', 60)) AS s (key, name, kind, priority)
ORDER BY priority;

INSERT INTO vuln.source_states (source_id, cursor_value, last_success_at, consecutive_failures, last_error)
SELECT source_id, jsonb_build_object('since', '2025-12-04T00:00:00Z'), timestamptz '2025-12-05 00:00:00+00' - source_id * interval '13 minutes', CASE key WHEN 'vendor-x' THEN 4 ELSE 0 END, CASE key WHEN 'vendor-x' THEN 'TLS certificate expired' END FROM vuln.sources;

INSERT INTO vuln.feed_snapshots (snapshot_id, source_id, digest, document_count, bytes, fetched_at)
SELECT pg_temp.id('feed' || source_id || '.' || n), source_id, pg_temp.digest('feed' || source_id || '.' || n), pg_temp.pick('documents' || source_id || n, 9000), pg_temp.pick('bytes' || source_id || n, 90000000), timestamptz '2025-11-05 00:00:00+00' + n * interval '1 day'
FROM vuln.sources, generate_series(1, 30) AS n;

INSERT INTO vuln.advisories (advisory_id, advisory_key, source_id, title, summary, severity, published_at, modified_at, withdrawn_at, raw)
SELECT pg_temp.id('advisory' || i), 'CVE-2025-' || 10000 + i, s.source_id,
       pg_temp.one_of('flaw' || i, '{Buffer overflow,Path traversal,Deserialisation of untrusted data,Missing authorisation,SQL injection,Use after free}') || ' in ' || pg_temp.one_of('package' || i, '{openssl,libxml2,zlib,curl,log4j-core,requests,lodash,express,nginx,busybox}'),
       'A remote attacker may ' || pg_temp.one_of('effect' || i, '{run code,read files,exhaust memory,bypass checks,escalate privileges}') || ' when ' || pg_temp.one_of('when' || i, '{a crafted archive is opened,the parser meets nested input,the header is too long,TLS is renegotiated}') || '.',
       pg_temp.one_of('severity' || i, '{low,medium,medium,high,high,critical}'), t, t + interval '3 days', CASE WHEN i % 97 = 0 THEN t + interval '10 days' END,
       jsonb_build_object('id', 'CVE-2025-' || 10000 + i, 'assigner', s.key, 'state', 'PUBLISHED', 'text', repeat(pg_temp.digest('raw' || i), 4))
FROM generate_series(1, pg_temp.many(6000)) AS i CROSS JOIN LATERAL (SELECT pg_temp.before('advisory' || i, 320) AS t) AS at
JOIN vuln.sources s ON s.key = pg_temp.one_of('source' || i, '{nvd,nvd,debian,ubuntu,redhat,ghsa,osv,vendor-x}');

INSERT INTO vuln.advisory_aliases (advisory_id, alias, scheme)
SELECT pg_temp.id('advisory' || i), scheme || '-2025-' || 10000 + i, scheme FROM generate_series(1, pg_temp.many(6000)) AS i, unnest(ARRAY['CVE', 'GHSA']) AS scheme;

INSERT INTO vuln.advisory_cvss (advisory_id, version, vector, base_score, provider)
SELECT pg_temp.id('advisory' || i), '3.1', 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', pg_temp.pick('score' || i, 101) / 10.0, 'nvd' FROM generate_series(1, pg_temp.many(6000)) AS i;

INSERT INTO vuln.advisory_affected (advisory_id, ecosystem, package_name, package_url, introduced, fixed, ranges)
SELECT pg_temp.id('advisory' || i), ecosystem, package, 'pkg:' || ecosystem || '/' || package, n || '.0.0', CASE WHEN (i + n) % 5 > 0 THEN n || '.' || pg_temp.pick('minor' || i, 12) || '.' || pg_temp.pick('patch' || i, 20) END,
       jsonb_build_array(jsonb_build_object('type', 'SEMVER', 'introduced', n || '.0.0'))
FROM generate_series(1, pg_temp.many(6000)) AS i, generate_series(1, 3) AS n
CROSS JOIN LATERAL (SELECT pg_temp.one_of('ecosystem' || i, '{npm,maven,pypi,golang,deb,rpm}') AS ecosystem, pg_temp.one_of('package' || i, '{openssl,libxml2,zlib,curl,log4j-core,requests,lodash,express,nginx,busybox}') || CASE pg_temp.pick('variant' || i || n, 4) WHEN 0 THEN '' ELSE '-' || pg_temp.pick('part' || i || n, 200) END AS package) AS chosen;

INSERT INTO vuln.advisory_references (advisory_id, kind, url)
SELECT pg_temp.id('advisory' || i), kind, 'https://advisories.example.org/' || kind || '/' || 10000 + i FROM generate_series(1, pg_temp.many(6000)) AS i, unnest(ARRAY['advisory', 'fix']) AS kind;

INSERT INTO vuln.advisory_weaknesses (advisory_id, cwe_id)
SELECT pg_temp.id('advisory' || i), pg_temp.one_of('weakness' || i, '{CWE-22,CWE-79,CWE-89,CWE-120,CWE-416,CWE-502,CWE-862}') FROM generate_series(1, pg_temp.many(6000)) AS i;

INSERT INTO vuln.kev_flags (advisory_id, date_added, due_date, ransomware_use)
SELECT pg_temp.id('advisory' || i), day, day + 21, i % 3 = 0 FROM generate_series(25, pg_temp.many(6000), 25) AS i CROSS JOIN LATERAL (SELECT pg_temp.before('kev' || i, 200)::date AS day) AS d;

INSERT INTO vuln.merge_events (advisory_id, source_id, before_digest, after_digest, merged_at)
SELECT pg_temp.id('advisory' || 1 + pg_temp.pick('merged' || i, pg_temp.many(6000))), 1 + i % 8, pg_temp.digest('merge' || i), pg_temp.digest('merge' || i + 1), pg_temp.before('merge' || i, 60)
FROM generate_series(1, pg_temp.many(8000)) AS i;
