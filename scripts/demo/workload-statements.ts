// Lists what the six modules ask of their database: many fast statements, some slow ones, one that is hostile to pages.
import { createHash } from "node:crypto";
import type { Random } from "./seeded-random.ts";

export interface WorkloadStatement {
  module: string;
  text: string;
  calls: number;
  values?(random: Random, call: number): unknown[];
}

/** A statement whose text is HTML and template syntax, slow enough to stand among the slowest: a page shows it as that text. */
export const HOSTILE_STATEMENT =
  "select '<img src=x onerror=alert(1)>' AS \"<img src=x onerror=alert(1)>\", pg_sleep(0.02) /* {process.env.HOME} */";

export const WORKLOAD: readonly WorkloadStatement[] = [
  {
    module: "authority",
    text: `SELECT u.user_id, u.display_name, array_agg(r.name) AS roles FROM authority.users u
LEFT JOIN authority.user_roles ur USING (user_id) LEFT JOIN authority.roles r USING (role_id) WHERE u.user_id = $1 GROUP BY u.user_id`,
    calls: 400,
    values: (random) => [id("user", random, 1200)],
  },
  {
    module: "authority",
    text: "SELECT token_id, user_id, scopes, expires_at FROM authority.tokens WHERE token_hash = sha256(convert_to($1, 'UTF8')) AND revoked_at IS NULL",
    calls: 500,
    values: (random) => [`token${1 + random(5000)}`],
  },
  {
    module: "authority",
    text: "UPDATE authority.sessions SET last_seen_at = last_seen_at + interval '1 second' WHERE session_id = $1",
    calls: 250,
    values: (random) => [id("session", random, 3000)],
  },
  {
    module: "authority",
    text: "INSERT INTO authority.signin_audit (occurred_at, tenant_id, user_id, outcome, source_address) VALUES ($1, $2, $3, 'success', '192.0.2.10')",
    calls: 300,
    values: (random, call) => [later(call), id("tenant", random, 6), id("user", random, 1200)],
  },
  {
    module: "authority",
    text: `SELECT date_trunc('day', occurred_at) AS day, outcome, count(*) FROM authority.signin_audit
WHERE outcome <> 'success' GROUP BY 1, 2 ORDER BY 1, 3 DESC`,
    calls: 15,
  },
  {
    module: "authority",
    text: "DELETE FROM authority.tokens WHERE expires_at < $1",
    calls: 5,
    values: (_, call) => [new Date(Date.UTC(2025, 10, 6 + call))],
  },
  {
    module: "scheduler",
    text: `UPDATE scheduler.jobs SET status = 'leased', lease_until = $1::timestamptz + interval '5 minutes', updated_at = $1
WHERE job_id = (SELECT job_id FROM scheduler.jobs WHERE status = 'pending' ORDER BY priority DESC, created_at, job_id LIMIT 1 FOR UPDATE SKIP LOCKED)`,
    calls: 200,
    values: (_, call) => [later(call)],
  },
  {
    module: "scheduler",
    text: "INSERT INTO scheduler.job_history (job_id, tenant_id, from_status, to_status, duration_ms, occurred_at) VALUES ($1, $2, 'pending', 'leased', $3, $4)",
    calls: 800,
    values: (random, call) => [id("job", random, 4000), id("tenant", random, 6), random(9000), later(call)],
  },
  {
    module: "scheduler",
    text: "UPDATE scheduler.workers SET heartbeat_at = $1 WHERE worker_id = $2",
    calls: 400,
    values: (_, call) => [later(call), `worker-${1 + (call % 8)}`],
  },
  {
    module: "scheduler",
    text: "SELECT schedule_id, name FROM scheduler.schedules WHERE enabled AND next_fire_at <= $1 ORDER BY next_fire_at",
    calls: 120,
    values: (_, call) => [later(call)],
  },
  {
    module: "scheduler",
    text: `SELECT h.worker_id, h.error_code, count(*), percentile_cont(0.95) WITHIN GROUP (ORDER BY h.duration_ms) AS p95
FROM scheduler.job_history h JOIN scheduler.jobs j USING (job_id) WHERE j.payload ->> 'image' LIKE '%a%' GROUP BY 1, 2`,
    calls: 8,
  },
  {
    module: "scheduler",
    text: `SELECT a.run_id, count(*) FROM scheduler.runs a JOIN scheduler.runs b
ON b.tenant_id = a.tenant_id AND b.created_at BETWEEN a.created_at AND a.created_at + interval '12 hours' GROUP BY 1 ORDER BY 2 DESC LIMIT 20`,
    calls: 3,
  },
  {
    module: "notify",
    text: "SELECT delivery_id, channel_id, payload FROM notify.deliveries WHERE status = 'pending' ORDER BY created_at LIMIT 50",
    calls: 150,
  },
  {
    module: "notify",
    text: "UPDATE notify.deliveries SET status = 'sent', attempts = attempts + 1, sent_at = $1 WHERE delivery_id = $2",
    calls: 120,
    values: (random, call) => [later(call), id("delivery", random, 9000)],
  },
  {
    module: "notify",
    text: "SELECT message_id, title, created_at FROM notify.inbox WHERE user_id = $1 AND read_at IS NULL ORDER BY created_at DESC",
    calls: 300,
    values: (random) => [id("user", random, 1200)],
  },
  {
    module: "notify",
    text: "SELECT count(*) FROM notify.inbox WHERE body ILIKE '%' || $1 || '%'",
    calls: 20,
    values: (_, call) => [call % 2 ? "severity" : "escalation"],
  },
  {
    module: "policy",
    text: "SELECT rule_id, name, action, severity FROM policy.rules WHERE pack_version_id = $1 ORDER BY priority",
    calls: 250,
    values: (random) => [md5(`version${1 + random(24)}.3`)],
  },
  {
    module: "policy",
    text: `INSERT INTO policy.evaluation_results (run_id, finding_key, verdict, score) VALUES ($1, $2, 'pass', $3)
ON CONFLICT (run_id, finding_key) DO UPDATE SET score = excluded.score`,
    calls: 300,
    values: (random) => [id("evaluation", random, 80), `CVE-2025-${10000 + random(500)}#w`, random(10000) / 100],
  },
  {
    module: "policy",
    text: "SELECT exception_id, reason FROM policy.exceptions WHERE status = 'active' AND scope @> $1",
    calls: 200,
    values: (random) => [JSON.stringify({ vulnerability: `CVE-2025-${10000 + random(250)}` })],
  },
  {
    module: "policy",
    text: `SELECT r.tenant_id, e.verdict, count(*), avg(e.score) FROM policy.evaluation_results e JOIN policy.evaluation_runs r USING (run_id)
GROUP BY ROLLUP (1, 2) ORDER BY 1, 2`,
    calls: 12,
  },
  {
    module: "concelier",
    text: "SELECT a.advisory_id, a.title, a.severity FROM vuln.advisories a JOIN vuln.advisory_aliases l USING (advisory_id) WHERE l.alias = $1",
    calls: 600,
    values: (random) => [`CVE-2025-${10001 + random(6000)}`],
  },
  {
    module: "concelier",
    text: "SELECT advisory_id, introduced, fixed FROM vuln.advisory_affected WHERE ecosystem = $1 AND package_name = $2",
    calls: 400,
    values: (random) => [["npm", "pypi", "deb"][random(3)], ["openssl", "curl", "lodash", "nginx"][random(4)]],
  },
  {
    module: "concelier",
    text: `UPDATE vuln.advisories SET modified_at = $1, raw = raw || '{"seen": true}' WHERE advisory_key = $2`,
    calls: 250,
    values: (random, call) => [later(call), `CVE-2025-${10001 + random(6000)}`],
  },
  {
    module: "concelier",
    text: "SELECT advisory_key, ts_rank(search, query) AS rank FROM vuln.advisories, websearch_to_tsquery('english', $1) AS query WHERE search @@ query ORDER BY rank DESC, advisory_key LIMIT 20",
    calls: 25,
    values: (_, call) => [["buffer overflow openssl", "path traversal archive", "privileges nginx"][call % 3]],
  },
  {
    module: "concelier",
    text: "SELECT count(*) FROM vuln.advisories WHERE raw::text LIKE '%' || $1 || '%'",
    calls: 10,
    values: (_, call) => [`f${call}a`],
  },
  {
    module: "concelier",
    text: `SELECT a.advisory_key, f.package_name, c.base_score FROM vuln.advisories a JOIN vuln.advisory_affected f USING (advisory_id)
JOIN vuln.advisory_cvss c USING (advisory_id) ORDER BY md5(f.package_name || a.summary), a.raw::text OFFSET 17000 LIMIT 100`,
    calls: 3,
  },
  {
    module: "excititor",
    text: "SELECT status, confidence FROM vex.consensus WHERE tenant_id = $1 AND vulnerability_id = $2",
    calls: 350,
    values: (random) => [id("tenant", random, 6), `CVE-2025-${10000 + random(2000)}`],
  },
  {
    module: "excititor",
    text: `SELECT s.status, s.justification, p.name, p.trust FROM vex.statements s JOIN vex.documents d ON d.digest = s.document_digest
JOIN vex.providers p USING (provider_id) WHERE s.vulnerability_id = $1 ORDER BY p.trust DESC, s.statement_id`,
    calls: 250,
    values: (random) => [`CVE-2025-${10000 + random(2000)}`],
  },
  {
    module: "excititor",
    text: `WITH RECURSIVE ancestors AS (SELECT revision_id, parent_id, 1 AS depth FROM vex.graph_revisions WHERE revision_id = $1
UNION ALL SELECT g.revision_id, g.parent_id, a.depth + 1 FROM vex.graph_revisions g JOIN ancestors a ON g.revision_id = a.parent_id)
SELECT max(depth) FROM ancestors`,
    calls: 60,
    values: (random) => [id("graph", random, 30)],
  },
  {
    module: "excititor",
    text: `SELECT a.vulnerability_id, count(*) FROM vex.statements a JOIN vex.statements b ON b.product_id = a.product_id AND b.status <> a.status
AND b.vulnerability_id > a.vulnerability_id GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 10`,
    calls: 5,
  },
  { module: "excititor", text: HOSTILE_STATEMENT, calls: 7 },
];

function id(kind: string, random: Random, count: number): string {
  return md5(`${kind}${1 + random(count)}`);
}

/** As the seed makes its keys. */
function md5(text: string): string {
  return createHash("md5").update(text).digest("hex");
}

/** Moments after the seed's last one, so that new rows fall into the newest partition. */
function later(call: number): Date {
  return new Date(Date.UTC(2025, 11, 5, 0, 0, call));
}
