-- Fills the schema of Excititor.
INSERT INTO vex.providers (provider_id, name, kind, trust, base_url)
VALUES ('redhat', 'Red Hat', 'distribution', 0.90, 'https://redhat.example.org/vex'), ('suse', 'SUSE', 'distribution', 0.85, 'https://suse.example.org/vex'), ('cisco', 'Cisco', 'vendor', 0.80, 'https://cisco.example.org/vex'),
       ('hub', 'Public hub', 'hub', 0.40, 'https://hub.example.org'), ('internal', 'Own analysis', 'internal', 1.00, NULL);

INSERT INTO vex.documents (digest, provider_id, format, source_url, signature_status, retrieved_at)
SELECT 'sha256:' || pg_temp.digest('vex document' || i), pg_temp.one_of('provider' || i, '{redhat,redhat,suse,cisco,hub,internal}'), pg_temp.one_of('format' || i, '{csaf,csaf,openvex,cyclonedx}'), 'https://vex.example.org/' || i || '.json',
       pg_temp.one_of('signature' || i, '{verified,verified,unsigned,invalid}'), pg_temp.before('vex document' || i, 120)
FROM generate_series(1, pg_temp.many(1500)) AS i;

INSERT INTO vex.products (product_key, name, version, package_url)
SELECT 'product-' || i, pg_temp.one_of('product' || i, '{gateway,console,agent,scanner,registry}'), i % 9 || '.' || i % 7, 'pkg:oci/product-' || i FROM generate_series(1, 500) AS i;

INSERT INTO vex.justifications (code, description)
VALUES ('component_not_present', 'The product does not hold the component'), ('vulnerable_code_not_present', 'The component was built without the vulnerable code'), ('vulnerable_code_not_in_execute_path', 'The code is there and never runs'),
       ('vulnerable_code_cannot_be_controlled_by_adversary', 'No input of an attacker reaches the code'), ('inline_mitigations_already_exist', 'What surrounds the code keeps it from being used');

INSERT INTO vex.statements (statement_id, tenant_id, document_digest, vulnerability_id, product_id, status, justification, detail, first_seen_at, last_seen_at)
SELECT pg_temp.id('statement' || i), pg_temp.tenant('statement' || i), 'sha256:' || pg_temp.digest('vex document' || 1 + pg_temp.pick('in' || i, pg_temp.many(1500))), 'CVE-2025-' || 10000 + pg_temp.pick('cve' || i, pg_temp.many(2000)), 1 + pg_temp.pick('product of' || i, 500), status,
       CASE WHEN status = 'not_affected' THEN pg_temp.one_of('why' || i, '{component_not_present,vulnerable_code_not_present,vulnerable_code_not_in_execute_path}') END, 'Said ' || pg_temp.pick('times' || i, 4) + 1 || ' times', t, t + interval '2 days'
FROM generate_series(1, pg_temp.many(9000)) AS i
CROSS JOIN LATERAL (SELECT pg_temp.before('statement' || i, 110) AS t, pg_temp.one_of('vex status' || i, '{not_affected,not_affected,affected,fixed,fixed,under_investigation}') AS status) AS chosen;

INSERT INTO vex.consensus (tenant_id, vulnerability_id, product_id, status, confidence, statement_count, policy_revision, calculated_at)
SELECT tenant_id, vulnerability_id, product_id, CASE WHEN count(DISTINCT status) > 1 THEN 'divergent' ELSE min(status) END, round(0.5 + 0.4 / count(*), 3), count(*), 'rev-7', max(last_seen_at)
FROM vex.statements GROUP BY 1, 2, 3 ORDER BY 1, 2, 3;

INSERT INTO vex.linksets (linkset_id, tenant_id, vulnerability_id, product_key, provider_count, has_conflict, updated_at)
SELECT pg_temp.id('linkset' || tenant_id || vulnerability_id || product_id), tenant_id, vulnerability_id, 'product-' || product_id, statement_count, status = 'divergent', calculated_at FROM vex.consensus
ORDER BY tenant_id, vulnerability_id, product_id LIMIT pg_temp.many(4000);

INSERT INTO vex.linkset_statements (linkset_id, statement_id)
SELECT l.linkset_id, s.statement_id FROM vex.linksets l
JOIN vex.statements s ON s.tenant_id = l.tenant_id AND s.vulnerability_id = l.vulnerability_id AND 'product-' || s.product_id = l.product_key
ORDER BY l.linkset_id, s.statement_id;

INSERT INTO vex.graph_revisions (revision_id, tenant_id, parent_id, digest, node_count, edge_count, created_at)
SELECT pg_temp.id('graph' || i), pg_temp.id('tenant1'), CASE WHEN i > 1 THEN pg_temp.id('graph' || i - 1) END, pg_temp.digest('graph' || i), 100 + i, 100, timestamptz '2025-11-01 00:00:00+00' + i * interval '1 day'
FROM generate_series(1, 30) AS i;

INSERT INTO vex.graph_edges (revision_id, from_node, to_node, kind)
SELECT pg_temp.id('graph' || i), 'image-' || n % 12, 'package-' || n, pg_temp.one_of('edge' || n, '{contains,contains,affects,mitigates}') FROM generate_series(1, 30) AS i, generate_series(1, 100) AS n;
