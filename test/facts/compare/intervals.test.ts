import { setTimeout } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeSnapshot, type Snapshot } from "../../../src/core/fact.ts";
import { type Comparison, compareSnapshots } from "../../../src/facts/compare/index.ts";
import { type SandboxServer, startSandbox } from "../../../src/sandbox/index.ts";
import { postgresSource } from "../../../src/sources/postgres/index.ts";

let server: SandboxServer;
let owner: pg.Client;
let hour = 0;
/** Views of the server that are reset alone. */
const VIEWS = ["archiver", "background_writer", "checkpoint", "io", "wal"];

beforeAll(async () => {
  server = await startSandbox({ settings: { shared_preload_libraries: "pg_stat_statements" } });
  owner = await connect();
  await owner.query("CREATE EXTENSION pg_stat_statements");
  await owner.query("CREATE TABLE jobs (id int PRIMARY KEY, note text)");
});
afterAll(async () => {
  await owner?.end();
  await server?.stop();
});

test("an interval counts what was done in it, no more and no less", async () => {
  await work(3, 0);
  const before = await pull();
  await work(7, 100);
  const { changes, refused } = compareSnapshots(before, await pull());
  expect(refused).toEqual([]);
  expect(change(changes, /^table\.public\.jobs$/, "rows_inserted")).toMatchObject({ difference: 7, per_day: 7 * 24 });
  const statement = before.facts.find(({ value }) => JSON.stringify(value).includes("INSERT INTO jobs"))?.id ?? "";
  expect(change(changes, new RegExp(`^${statement}$`), "calls")).toMatchObject({ difference: 7, per_day: 7 * 24 });
  expect(change(changes, new RegExp(`^${statement}$`), "mean_exec_ms")).toMatchObject({ of: "interval", calls: 7 });
});

test("a reset of statements refuses their counters and no others", async () => {
  const before = await pull();
  await owner.query("SELECT pg_stat_statements_reset()");
  await work(5, 200);
  const { changes, refused } = compareSnapshots(before, await pull());
  expect(refused).toEqual([{ scope: "statements", reason: expect.stringMatching(/^reset at 2/) }]);
  expect(changes.filter(({ id, kind }) => id.startsWith("statement.") && kind === "counter")).toEqual([]);
  expect(change(changes, /^table\.public\.jobs$/, "rows_inserted")).toMatchObject({ difference: 5 });
});

test("a reset of a database's statistics refuses the counters of its tables too", async () => {
  const before = await pull();
  await owner.query("SELECT pg_stat_reset()");
  await work(500, 1000);
  const { changes, refused } = compareSnapshots(before, await pull());
  expect(refused).toEqual([{ scope: "database postgres", reason: expect.stringMatching(/^reset at 2/) }]);
  expect(changes.filter(({ id, kind }) => /^(table|database)\./.test(id) && kind === "counter")).toEqual([]);
});

test("WAL, input and output are counted over the interval; a reset of one view refuses its counters and no others", async () => {
  const before = await pull();
  await work(50, 1500);
  const after = await pull();
  const { changes, refused } = compareSnapshots(before, after);
  expect(refused).toEqual([]);
  const [from, to] = [before, after].map(({ facts }) => facts.find(({ id }) => id === "wal.written_bytes")?.value);
  const written = change(changes, /^wal\.written_bytes$/, "value");
  expect(written).toMatchObject({ kind: "counter", difference: Number(to) - Number(from) });
  expect(Number(written?.difference)).toBeGreaterThan(50 * 50);
  expect(change(changes, /^io\.client%20backend\.relation\.normal$/, "hits")).toMatchObject({ kind: "counter" });

  await owner.query("SELECT pg_stat_reset_shared('wal')");
  await work(500, 3000);
  const reset = compareSnapshots(after, await pull());
  expect(reset.refused).toEqual([{ scope: "wal", reason: expect.stringMatching(/^reset at 2/) }]);
  expect(reset.changes.filter(({ id, kind }) => id.startsWith("wal.") && kind === "counter")).toEqual([]);
  expect(change(reset.changes, /^table\.public\.jobs$/, "rows_inserted")).toMatchObject({ difference: 500 });
});

test("a crash that discarded the statistics refuses everything, though the server was not started again", async () => {
  const before = await pull();
  await crash();
  await work(2000, 2000);
  const { changes, refused, restarted_at } = compareSnapshots(before, await pull());
  expect(restarted_at).toBeUndefined();
  expect(refused.map(({ scope }) => scope)).toEqual(["database postgres", "statements", ...VIEWS]);
  for (const { reason } of refused) expect(reason).toMatch(/^reset, or discarded after a crash, at 2/);
  expect(changes.filter(({ kind }) => kind === "counter")).toEqual([]);
});

test("a restart that kept the counters is said and refuses nothing; one that lost them is named", async () => {
  const before = await pull();
  await work(3, 5000);
  const after = await pull();
  const restarted = edit(after, { "server.started_at": "2026-11-24T09:00:00Z" });
  expect(compareSnapshots(before, restarted)).toMatchObject({ refused: [], restarted_at: "2026-11-24T09:00:00Z" });
  const lost = edit(restarted, { "server.statistics_reset_at": "2026-11-24T09:00:01Z" });
  const reasons = compareSnapshots(before, lost).refused.map(({ reason }) => reason);
  expect(new Set(reasons)).toEqual(new Set(["lost by the restart of 2026-11-24T09:00:00Z"]));
  expect(reasons).toHaveLength(2 + VIEWS.length);
  const unsaved = makeSnapshot(restarted.provenance, [
    ...restarted.facts.filter(({ id }) => id !== "setting.pg_stat_statements%2Esave"),
    { id: "setting.pg_stat_statements%2Esave", value: "off" },
  ]);
  expect(compareSnapshots(before, unsaved).refused).toEqual([
    { scope: "statements", reason: expect.stringContaining("pg_stat_statements.save is off") },
  ]);
});

test("a snapshot that does not say of which server it is refuses its counters", async () => {
  const before = await pull();
  const after = await pull();
  const silent = { ...before, facts: before.facts.filter(({ id }) => id !== "server.system_identifier") };
  expect(compareSnapshots(silent, after).refused.map(({ reason }) => reason)).toContainEqual(
    "the older snapshot does not say which server it is of and when its statistics were reset",
  );
});

test("statements that may have been thrown out and come back are counted as a lower bound", async () => {
  const before = await pull();
  await work(4, 6000);
  const after = edit(await pull(), { "statements.deallocations": 3 });
  const calls = compareSnapshots(before, after).changes.filter(
    ({ field, kind }) => field === "calls" && kind === "counter",
  );
  expect(calls.length).toBeGreaterThan(0);
  expect(calls.every(({ at_least }) => at_least === true)).toBe(true);
});

async function connect(): Promise<pg.Client> {
  const client = new pg.Client(server.connection());
  client.on("error", () => {});
  await client.connect();
  return client;
}

async function work(times: number, first: number): Promise<void> {
  for (let each = 0; each < times; each += 1) {
    await owner.query("INSERT INTO jobs VALUES ($1, 'x') ON CONFLICT DO NOTHING", [first + each]);
  }
  // What a session counted reaches the shared statistics when it ends, or after a second of rest.
  await owner.end();
  owner = await connect();
}

/** A snapshot an hour after the last one. */
async function pull(): Promise<Snapshot> {
  hour += 1;
  const { host, port, user, database } = server.connection();
  const env = { PGHOST: host, PGPORT: String(port), PGUSER: user, PGDATABASE: database };
  const observed = new Date(Date.UTC(2026, 10, 1, hour));
  const outside = { root: "/", env, now: observed, signal: new AbortController().signal, progress: () => {} };
  const { origin, facts } = await postgresSource.collect(postgresSource.options.parse({}), outside);
  const tool = { name: "plumbline", version: "0" };
  const observedAt = observed.toISOString();
  return makeSnapshot({ source: "postgres", target: "demo", origin, tool, observedAt }, facts);
}

/** Kills one backend, upon which the server throws away what all of them share. */
async function crash(): Promise<void> {
  const { rows } = await owner.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
  process.kill(rows[0]?.pid ?? 0, "SIGKILL");
  await owner.end().catch(() => {});
  for (let reached = false; !reached; await setTimeout(50)) {
    reached = await connect().then(
      (client) => {
        owner = client;
        return true;
      },
      () => false,
    );
  }
}

function edit(snapshot: Snapshot, values: Readonly<Record<string, string | number>>): Snapshot {
  return { ...snapshot, facts: snapshot.facts.map((fact) => ({ ...fact, value: values[fact.id] ?? fact.value })) };
}

function change(changes: Comparison["changes"], id: RegExp, field: string) {
  return changes.find((each) => id.test(each.id) && each.field === field);
}
