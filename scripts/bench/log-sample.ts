// Writes the log benchmark's sample once: a jsonlog as PostgreSQL 16 writes it, of an application's usual day.
import { closeSync, existsSync, mkdirSync, openSync, renameSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { seededRandom } from "../demo/seeded-random.ts";

const BATCH_BYTES = 4_000_000;

/** Makes a log of about `megabytes` (10^6 bytes) at `path`, the same bytes each time; one that is there already is kept. */
export function logSample(path: string, megabytes: number): string {
  if (existsSync(path)) return path;
  mkdirSync(dirname(path), { recursive: true });
  const partial = `${path}.partial`;
  const file = openSync(partial, "w");
  const line = lineWriter();
  for (let written = 0; written < megabytes * 1e6; ) {
    let batch = "";
    while (batch.length < BATCH_BYTES) batch += line();
    written += writeSync(file, batch);
  }
  closeSync(file);
  renameSync(partial, path);
  return path;
}

const TABLES = "orders customers invoices payments shipments products stock sessions audit prices".split(" ");
const COLUMNS = "id status created_at customer_id total currency updated_at region note version".split(" ");
const DATABASES = ["shop", "billing", "reports"];

/** Most lines are durations of statements, with their parameters where they were prepared; a few are errors and news. */
function lineWriter(): () => string {
  const random = seededRandom(11);
  const queries = Array.from({ length: 400 }, (_, index) => ({ id: queryId(index), text: statement(random, index) }));
  let number = 0;
  return () => {
    number += 1;
    const kind = random(1000);
    const query = queries[Math.floor((random(1e6) / 1e6) ** 3 * queries.length)] ?? queries[0];
    if (!query) throw new Error("There are no queries");
    const ms = (Math.exp((random(1e6) / 1e6) ** 2 * 9) - 0.99).toFixed(3);
    if (kind < 600) {
      return entry(number, random, { ps: "SELECT", message: `duration: ${ms} ms  statement: ${query.text}` }, query.id);
    }
    if (kind < 980) {
      const detail = `parameters: $1 = '${random(1e6)}', $2 = 'open', $3 = '2026-11-${10 + random(20)} 00:00:00+00'`;
      const message = `duration: ${ms} ms  execute S_${random(90)}: ${query.text}`;
      return entry(number, random, { ps: "SELECT", message, detail }, query.id);
    }
    if (kind < 990) {
      const key = `Key (id)=(${random(1e6)}) already exists.`;
      const message = 'duplicate key value violates unique constraint "orders_pkey"';
      const failed = { error_severity: "ERROR", state_code: "23505", message, detail: key, statement: query.text };
      return entry(number, random, { ps: "INSERT", ...failed }, query.id);
    }
    return entry(number, random, { ps: "", message: "connection authorized: user=app database=shop" }, "0");
  };
}

function entry(number: number, random: (below: number) => number, rest: Record<string, string>, query: string): string {
  const at = new Date(Date.UTC(2026, 10, 24) + number * 40).toISOString().replace("T", " ").replace("Z", " UTC");
  const session = 1000 + random(80);
  const { ps = "", error_severity = "LOG", state_code, message, detail, statement: failed } = rest;
  const head = { timestamp: at, user: "app", dbname: DATABASES[random(3)], pid: session, remote_host: "10.0.0.7" };
  const who = {
    ...head,
    remote_port: 40_000 + session,
    session_id: `6923d0c8.${session.toString(16)}`,
    line_num: number,
  };
  const what = { ps, session_start: "2026-11-24 00:00:00 UTC", vxid: `${session}/${number}`, txid: 0, error_severity };
  const said = {
    state_code,
    message,
    detail,
    statement: failed,
    application_name: "shop",
    backend_type: "client backend",
  };
  return `${JSON.stringify({ ...who, ...what, ...said }).slice(0, -1)},"query_id":${query}}\n`;
}

function queryId(index: number): string {
  return String(BigInt(index + 1) * 45_035_996_273_704_961n - 9_007_199_254_740_992_000n);
}

function statement(random: (below: number) => number, index: number): string {
  const pick = (list: readonly string[]): string => list[random(list.length)] ?? "id";
  const columns = Array.from({ length: 2 + random(8) }, () => `t.${pick(COLUMNS)}`).join(", ");
  const join = index % 3 === 0 ? `\n  JOIN ${pick(TABLES)} u ON u.id = t.customer_id` : "";
  const filter = `t.${pick(COLUMNS)} = $1 AND t."${pick(COLUMNS)}" <> $2 AND t.created_at > $3`;
  return `SELECT ${columns}\n  FROM ${pick(TABLES)} t${join}\n WHERE ${filter}\n ORDER BY t.${pick(COLUMNS)} LIMIT ${index}`;
}
