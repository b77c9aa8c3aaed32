import { afterAll, beforeAll, expect, test } from "vitest";
import { canonicalJson } from "../../../src/core/canonical-json.ts";
import { makeSnapshot } from "../../../src/core/fact.ts";
import type { Collected } from "../../../src/core/source.ts";
import { type SandboxServer, startSandbox } from "../../../src/sandbox/index.ts";
import { collectFrom, gapsOf, recordOf } from "./collect-from.ts";
import { COUNTING, makeShop } from "./shop.ts";
import { withClient } from "./with-client.ts";

let server: SandboxServer;

beforeAll(async () => {
  server = await startSandbox({
    settings: { ...COUNTING, autovacuum: "off", bgwriter_lru_maxpages: "0", checkpoint_timeout: "1h" },
  });
  await makeShop(server);
});
afterAll(() => server.stop());

async function makeDatabase(name: string, options: string, sql: readonly string[]): Promise<void> {
  await withClient(server, "postgres", (client) => client.query(`CREATE DATABASE ${name} ${options}`));
  await withClient(server, name, async (client) => {
    for (const each of sql) await client.query(each);
  });
}

function snapshotOf({ origin, facts, unreadable = [] }: Collected) {
  const tool = { name: "plumbline", version: "1" };
  const provenance = { source: "postgres", target: "demo", origin, tool, observedAt: "2026-11-24T02:05:00Z" };
  return makeSnapshot({ ...provenance, unreadable: [...unreadable] }, facts);
}

test("names with quotes, newlines, right-to-left text, markup, and of 63 bytes", async () => {
  const names = [
    'we"ird',
    "new\nline",
    "\u202Eelbat",
    "a.b",
    "#%2E",
    "<b>&{x}</b>",
    "ü".repeat(31),
    "x".repeat(63),
    "''; --",
    "\u0001",
  ];
  const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
  await makeDatabase("odd", "", [
    ...names.flatMap((name) => [
      `CREATE SCHEMA ${quoted(name)}`,
      ...names.map((table) => `CREATE TABLE ${quoted(name)}.${quoted(table)} (id int PRIMARY KEY)`),
    ]),
    // Apart only by where the dot is.
    'CREATE SCHEMA a; CREATE TABLE a."b.c" (); CREATE TABLE "a.b".c ()',
  ]);
  const collected = await collectFrom(server, { database: "odd", user: "watcher" });
  expect(gapsOf(collected)).toEqual({
    statement: "the extension pg_stat_statements is not installed in this database",
  });
  const tables = collected.facts.filter(({ id }) => id.startsWith("table."));
  expect(tables).toHaveLength(names.length ** 2 + 2);
  for (const { id, value } of tables) {
    const [, schema = "", name = ""] = id.split(".").map(decodeURIComponent);
    expect(value).toMatchObject({ schema, name });
    expect(id).toMatch(/^[\w.%$-]+$/);
  }
  expect(JSON.parse(canonicalJson(snapshotOf(collected)))).toEqual(snapshotOf(collected));
});

test("extensions in a schema whose name has quotes, and what a replacement in JavaScript stands for", async () => {
  const schema = '"a""b$$c$&; --"';
  await makeDatabase("elsewhere", "", [
    `CREATE SCHEMA ${schema}; GRANT USAGE ON SCHEMA ${schema} TO watcher`,
    `CREATE EXTENSION pg_stat_statements SCHEMA ${schema}; CREATE EXTENSION pgstattuple SCHEMA ${schema}`,
    "CREATE TABLE codes (code int PRIMARY KEY); INSERT INTO codes SELECT generate_series(1, 40000)",
    "VACUUM ANALYZE codes",
  ]);
  const collected = await collectFrom(server, { database: "elsewhere", user: "watcher", options: { plans: 0 } });
  expect(gapsOf(collected)).toEqual({});
  expect(recordOf(collected, "bloat.public.codes")).toMatchObject({ method: "measured by pgstattuple_approx" });
  expect(recordOf(collected, "index_density.public.codes_pkey")).toMatchObject({ method: "measured by pgstatindex" });
});

test("bytes that are no text in a database without an encoding: named as a gap, the rest is read", async () => {
  const bytes = (hex: string) => `convert_from('\\x${hex}'::bytea, 'SQL_ASCII')`;
  await makeDatabase("ascii", "ENCODING 'SQL_ASCII' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'", [
    "CREATE TABLE plain (id int); INSERT INTO plain SELECT generate_series(1, 1000)",
    "CREATE TABLE grün (id int)",
    `DO $$ BEGIN EXECUTE 'CREATE TABLE "' || ${bytes("ff61")} || '" (id int)'; END $$`,
    `DO $$ BEGIN EXECUTE 'CREATE TABLE "' || ${bytes("fe61")} || '" (id int)'; END $$`,
  ]);
  const collected = await collectFrom(server, { database: "ascii", user: "watcher" });
  expect(gapsOf(collected)).toMatchObject({ table: "2 of 4 hold text that is not UTF-8" });
  const tables = collected.facts.filter(({ id }) => id.startsWith("table.")).map(({ id }) => decodeURIComponent(id));
  expect(tables.sort()).toEqual(["table.public.grün", "table.public.plain"]);
  expect(recordOf(collected, "schema.public")).toMatchObject({ tables: 4, total_bytes: null });
});

test("a database without a table", async () => {
  await makeDatabase("bare", "", []);
  const collected = await collectFrom(server, { database: "bare", user: "watcher" });
  expect(collected.facts.filter(({ id }) => /^(table|index|bloat)\./.test(id))).toEqual([]);
  expect(recordOf(collected, "schema.public")).toMatchObject({ tables: 0, total_bytes: 0 });
  expect(Object.keys(gapsOf(collected))).toEqual(["statement"]);
});

test("5,000 schemas", async () => {
  const make = (from: number, to: number) =>
    `DO $$ BEGIN FOR i IN ${from}..${to} LOOP EXECUTE 'CREATE SCHEMA s' || i; END LOOP; END $$`;
  await makeDatabase("many", "", [make(1, 2500), make(2501, 5000), "CREATE TABLE s4711.t (id int)"]);
  const collected = await collectFrom(server, { database: "many", user: "watcher" });
  expect(collected.facts.filter(({ id }) => /^schema\.s\d/.test(id))).toHaveLength(5000);
  expect(recordOf(collected, "schema.s4711")).toMatchObject({ tables: 1, total_bytes: 0 });
});

test("two readings of an idle server differ only in what the first one itself was counted for", async () => {
  const read = () => collectFrom(server, { database: "shop", user: "watcher" });
  await read();
  const [first, second] = [snapshotOf(await read()), snapshotOf(await read())];
  const moved = first.facts.flatMap(({ id, value }, index) => {
    const other = second.facts[index];
    expect(other?.id).toBe(id);
    return JSON.stringify(other?.value) === JSON.stringify(value) ? [] : [id];
  });
  expect(moved.filter((id) => !/^(database\.shop|io\.client%20backend\.relation\.normal)$/.test(id))).toEqual([]);
  const still = (snapshot: typeof first) => {
    const {
      transactions_committed: _,
      cache_hit_ratio: __,
      ...rest
    } = recordOf(snapshotAsCollected(snapshot), "database.shop");
    return rest;
  };
  expect(still(second)).toEqual(still(first));
  expect({ ...second, facts: [] }).toEqual({ ...first, facts: [] });
});

function snapshotAsCollected({ provenance, facts }: ReturnType<typeof snapshotOf>): Collected {
  return { origin: provenance.origin, facts };
}
