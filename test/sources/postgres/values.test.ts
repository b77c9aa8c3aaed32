import { afterAll, beforeAll, expect, test } from "vitest";
import type { Collected } from "../../../src/core/source.ts";
import { type SandboxServer, startSandbox } from "../../../src/sandbox/index.ts";
import { collectFrom, gapsOf, recordOf } from "./collect-from.ts";
import { COUNTING, makeShop } from "./shop.ts";
import { withClient } from "./with-client.ts";

let server: SandboxServer;
let collected: Collected;

beforeAll(async () => {
  server = await startSandbox({ settings: { ...COUNTING, autovacuum: "off", work_mem: "7MB" } });
  await makeShop(server);
  collected = await collectFrom(server, { database: "shop", user: "watcher" });
});
afterAll(() => server.stop());

/** The first row of a query that looks at the catalogues and counters from another side than Plumbline's own. */
function ask(sql: string): Promise<Record<string, unknown>> {
  return withClient(server, "shop", async (client) => (await client.query(sql)).rows[0]);
}

test("a role with pg_monitor and CONNECT reads every group but what needs SELECT", () => {
  // What it may not SELECT is neither sampled nor planned for it.
  expect(gapsOf(collected)).toEqual({
    bloat:
      "bloat_bytes of 1 of 1 could not be read: their columns were never analysed, or this role may not SELECT them",
    plan: expect.stringMatching(/^\d of \d+ were refused, the first with: /),
  });
  expect(collected.origin).toBe("postgresql://watcher@[local]/shop");
});

test("the server", async () => {
  const expected = await ask(`
    SELECT (SELECT setting FROM pg_settings WHERE name = 'server_version') AS version,
      (SELECT sum(pg_relation_size(oid, fork)) FROM pg_class, unnest(ARRAY['main','fsm','vm','init']) AS fork
       WHERE NOT relisshared AND relkind IN ('r','i','t','S','m'))::bigint::text AS at_least`);
  const value = (id: string) => collected.facts.find((fact) => fact.id === `server.${id}`)?.value;
  expect(value("version")).toBe(expected.version);
  expect(value("major")).toBe(16);
  expect(value("in_recovery")).toBe(false);
  expect(value("database")).toBe("shop");
  expect(Number(value("database_bytes"))).toBeGreaterThanOrEqual(Number(expected.at_least));
  expect(value("started_at")).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
});

test("settings", async () => {
  expect(recordOf(collected, "setting.work_mem")).toMatchObject({
    value: "7MB",
    raw_setting: "7168",
    unit: "kB",
    source: "configuration file",
    boot_value: "4096",
    pending_restart: false,
  });
});

test("databases, schemas and extensions", async () => {
  const { bytes } = await ask("SELECT pg_database_size('shop') AS bytes");
  expect(recordOf(collected, "database.shop")).toMatchObject({ size_bytes: Number(bytes), encoding: "UTF8" });
  expect(recordOf(collected, "schema.empty")).toMatchObject({ tables: 0, total_bytes: 0, comment: null });
  const { sum } = await ask(`SELECT sum(pg_total_relation_size(oid)) FROM pg_class
    WHERE relnamespace = 'sales'::regnamespace AND relkind IN ('r', 'm')`);
  const sales = { tables: 5, total_bytes: Number(sum), comment: "What was sold", owner: "postgres" };
  expect(recordOf(collected, "schema.sales")).toMatchObject(sales);
  expect(recordOf(collected, "extension.pg_stat_statements")).toMatchObject({ schema: "public" });
});

test("tables", async () => {
  const sizes = await ask(`
    SELECT pg_relation_size('sales.customers') AS heap, pg_indexes_size('sales.customers') AS indexes,
      pg_total_relation_size('sales.customers') AS total,
      (SELECT pg_total_relation_size(reltoastrelid) FROM pg_class WHERE oid = 'sales.customers'::regclass) AS toast`);
  expect(recordOf(collected, "table.sales.customers")).toMatchObject({
    kind: "table",
    heap_bytes: Number(sizes.heap),
    index_bytes: Number(sizes.indexes),
    toast_bytes: Number(sizes.toast),
    total_bytes: Number(sizes.total),
  });
  expect(Number(sizes.toast)).toBeGreaterThan(0);
  expect(recordOf(collected, "table.sales.orders")).toMatchObject({
    live_rows: 900,
    dead_rows: 150,
    rows_inserted: 1000,
    rows_updated: 50,
    rows_deleted: 100,
    hot_update_ratio: await hotShare(),
  });
  expect(recordOf(collected, "table.sales.events")).toMatchObject({ kind: "partitioned table", total_bytes: 0 });
  expect(recordOf(collected, "table.sales.events_2026")).toMatchObject({ kind: "table", partition_of: "events" });
  expect(recordOf(collected, "table.sales.totals")).toMatchObject({ kind: "materialised view" });
});

test("columns, in their order; partitions have those of their table", async () => {
  expect(recordOf(collected, "columns.sales.orders")).toEqual({
    schema: "sales",
    table: "orders",
    columns: [
      { name: "id", type: "bigint", nullable: false, comment: null },
      { name: "customer_id", type: "bigint", nullable: false, comment: null },
      { name: "placed_at", type: "timestamp with time zone", nullable: false, comment: null },
      { name: "note", type: "text", nullable: true, comment: null },
    ],
  });
  expect(collected.facts.filter(({ id }) => id.startsWith("columns.sales.events_"))).toEqual([]);
});

async function hotShare(): Promise<number> {
  const { share } = await ask(`
    SELECT round(n_tup_hot_upd / n_tup_upd::numeric, 4)::float8 AS share
    FROM pg_stat_user_tables WHERE relid = 'sales.orders'::regclass`);
  return Number(share);
}

test("indexes", async () => {
  const { bytes } = await ask("SELECT pg_relation_size('sales.orders_pkey') AS bytes");
  const { scans } = await ask("SELECT idx_scan AS scans FROM pg_stat_user_indexes WHERE indexrelname = 'orders_pkey'");
  expect(Number(scans)).toBeGreaterThan(0);
  expect(recordOf(collected, "index.sales.orders_pkey")).toMatchObject({
    table: "orders",
    size_bytes: Number(bytes),
    scans: Number(scans),
    unique: true,
    primary: true,
    valid: true,
    enforces_constraint: true,
  });
  expect(recordOf(collected, "index.sales.orders_placed_at")).toMatchObject({ scans: 0, enforces_constraint: false });
});

test("statements", async () => {
  const query = "SELECT count(*) FROM sales.orders WHERE customer_id = $1";
  const expected = await ask(`
    SELECT calls::int, total_exec_time, min_exec_time, max_exec_time, rows::int, shared_blks_hit::int, queryid::text
    FROM pg_stat_statements WHERE query = '${query}'`);
  const statement = collected.facts.find(
    ({ id, value }) =>
      id.startsWith("statement.") &&
      typeof value === "object" &&
      value !== null &&
      "query" in value &&
      value.query === query,
  );
  expect(statement?.value).toMatchObject({
    database: "shop",
    role: "postgres",
    query_id: expected.queryid,
    calls: expected.calls,
    total_exec_ms: expected.total_exec_time,
    min_exec_ms: expected.min_exec_time,
    max_exec_ms: expected.max_exec_time,
    rows: expected.rows,
    shared_blocks_hit: expected.shared_blks_hit,
  });
  expect(expected.calls).toBe(5);
});

test("what Plumbline asks is no part of the picture", async () => {
  const again = await collectFrom(server, { database: "shop", user: "watcher" });
  const own = again.facts.filter(({ value }) => /\/\* plumbline|-- plumbline/.test(JSON.stringify(value)));
  expect(own).toEqual([]);
});
