import pg from "pg";
import { expect, onTestFinished, test } from "vitest";
import type { Collected } from "../../../src/core/source.ts";
import { embeddedMajors, type SandboxServer, startSandbox } from "../../../src/sandbox/index.ts";
import { collectFrom, gapsOf, recordOf } from "./collect-from.ts";
import { countersOf } from "./counters-of.ts";
import { COUNTING, makeShop } from "./shop.ts";
import { standbyOf } from "./standby-of.ts";
import { withClient } from "./with-client.ts";
import { withHelper } from "./with-helper.ts";

const EVERYWHERE = [
  ...["server", "setting", "database", "extension", "schema", "table", "columns", "index", "redundant_index"],
  ...["unindexed_foreign_key", "bloat", "connections", "connection", "archiver", "checkpoint", "background_writer"],
  ...["index_bloat", "index_density", "wal_directory", "slot"],
];
const ON_PRIMARY = ["statement", "lock", "transaction", "replica", "plan"];

function groupsIn({ facts }: Collected): string[] {
  return [...new Set(facts.map(({ id }) => id.split(".")[0] ?? ""))].sort();
}

test.each(embeddedMajors())(
  "PostgreSQL %i: every group, as a role with pg_monitor, on a primary and its standby",
  async (major) => {
    const server = await startSandbox({
      major,
      settings: {
        ...COUNTING,
        autovacuum: "off",
        archive_mode: "on",
        archive_command: "true",
        max_prepared_transactions: "5",
      },
    });
    onTestFinished(() => server.stop());
    await makeShop(server);
    await withClient(server, "shop", async (client) => {
      await client.query("CREATE ROLE monitor LOGIN IN ROLE pg_monitor");
      await client.query("CREATE TABLE sales.codes AS SELECT generate_series(1, 60000) AS code");
      await client.query("ALTER TABLE sales.codes ADD PRIMARY KEY (code)");
      await client.query(
        "CREATE UNLOGGED TABLE sales.fleeting AS SELECT code FROM sales.codes; ALTER TABLE sales.fleeting ADD PRIMARY KEY (code)",
      );
      await client.query("CREATE EXTENSION pgstattuple; GRANT USAGE ON SCHEMA sales TO watcher");
      await client.query("GRANT SELECT ON ALL TABLES IN SCHEMA sales TO watcher");
    });
    const standby = await standbyOf(server);
    onTestFinished(() => standby.stop());
    await makeBusy(server);

    const options = { longTransactionS: 0, plans: 50 };
    const before = await countersOf(server);
    const collected = await collectFrom(server, { database: "shop", user: "watcher", options });
    expectBetween(collected, before, await countersOf(server));
    const since = [...(major >= 14 ? ["statements", "wal"] : []), ...(major >= 16 ? ["io"] : [])];
    expect(groupsIn(collected)).toEqual([...EVERYWHERE, ...ON_PRIMARY, ...since].sort());
    // The role may SELECT and nothing else, and some texts are no SQL any more once their literals are `$1`.
    expect(Object.keys(gapsOf(collected)).filter((group) => group !== "plan")).toEqual([]);
    await expectValues(server, collected);
    await expectReplication(server, collected);
    // With pg_monitor and CONNECT only, nothing is missing but the plans, for which it would have to SELECT.
    const monitor = await collectFrom(server, { database: "shop", user: "monitor", options });
    expect(Object.keys(gapsOf(monitor))).toEqual(["plan"]);
    expect(withoutPlans(groupsIn(monitor))).toEqual(withoutPlans(groupsIn(collected)));

    await expect
      .poll(() => ask(standby, "SELECT count(*)::int AS n FROM pg_stat_wal_receiver WHERE status = 'streaming'"))
      .toEqual({ n: 1 });
    const replayed = await collectFrom(standby, { database: "shop", user: "watcher", options });
    expect(Object.keys(gapsOf(replayed)).filter((group) => !["plan", "statement"].includes(group))).toEqual([]);
    const missing = [...EVERYWHERE, ...since, "standby"].filter((group) => !groupsIn(replayed).includes(group));
    // A standby has no slots but its own, and this one no client but Plumbline.
    expect(missing).toEqual(["connection", "slot"]);
    expect(replayed.facts.find(({ id }) => id === "server.in_recovery")?.value).toBe(true);
    const lent = async (helpers: readonly unknown[]) => helpers.length;
    expect(await withHelper(standby, "watcher", async () => {}, lent), "a standby lends its snapshot too").toBe(1);
    expect(replayed.facts.find(({ id }) => id === "standby.receiver_status")?.value).toBe("streaming");
    for (const id of ["table.sales.orders", "index.sales.orders_pkey"]) {
      const sizes = ({ total_bytes, heap_bytes, size_bytes }: Record<string, unknown>) => ({
        total_bytes,
        heap_bytes,
        size_bytes,
      });
      expect(sizes(recordOf(replayed, id))).toEqual(sizes(recordOf(collected, id)));
    }
  },
);

function withoutPlans(groups: readonly string[]): string[] {
  return groups.filter((group) => group !== "plan");
}

/** Counters go up only: each is at least what it was before the pull, and at most what it was after. */
function expectBetween(collected: Collected, before: Map<string, number>, after: Map<string, number>): void {
  expect(before.size).toBeGreaterThan(7);
  for (const [name, least] of before) {
    const [id = "", field] = name.split("#");
    const value = field ? recordOf(collected, id)[field] : collected.facts.find((fact) => fact.id === id)?.value;
    expect(value, name).toEqual(expect.any(Number));
    expect(Number(value), name).toBeGreaterThanOrEqual(least);
    expect(Number(value), name).toBeLessThanOrEqual(after.get(name) ?? Number.NaN);
  }
}

/** The receiver and the slot, as their own processes and the slot's own position have them. */
async function expectReplication(server: SandboxServer, collected: Collected): Promise<void> {
  const expected = await ask(
    server,
    `SELECT usename AS role, s.state, s.sync_state, pg_wal_lsn_diff(pg_current_wal_lsn(), sent_lsn)::int AS unsent_bytes,
       (SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn)::float8 FROM pg_get_replication_slots()) AS retained,
       (SELECT wal_status FROM pg_get_replication_slots()) AS wal_status
     FROM pg_stat_get_wal_senders() s JOIN pg_stat_activity a USING (pid)`,
  );
  const { role, state, sync_state, unsent_bytes, retained, wal_status } = expected;
  expect(recordOf(collected, "replica.standby")).toMatchObject({ role, state, sync_state, unsent_bytes });
  const slot = recordOf(collected, "slot.standby");
  expect(slot).toMatchObject({ wal_status, database: null, plugin: null });
  expect(Math.abs(Number(slot.retained_bytes) - Number(retained))).toBeLessThan(1024 ** 2);
}

function ask(server: SandboxServer, sql: string): Promise<Record<string, unknown>> {
  return withClient(server, "shop", async (client) => (await client.query(sql)).rows[0]);
}

/** Leaves a session idle in its transaction, one that waits for it, and a prepared transaction. */
async function makeBusy(server: SandboxServer): Promise<void> {
  const [holder, waiter] = await Promise.all(["holder", "waiter"].map((name) => connect(server, name)));
  await holder?.query("BEGIN; UPDATE sales.customers SET name = 'canary' WHERE id = 1");
  waiter?.query("UPDATE sales.customers SET name = 'canary' WHERE id = 1").catch(() => {});
  await withClient(server, "shop", (client) =>
    client.query("BEGIN; SELECT pg_current_xact_id(); PREPARE TRANSACTION 'p'"),
  );
  await expect.poll(() => ask(server, "SELECT count(*)::int AS n FROM pg_locks WHERE NOT granted")).toEqual({ n: 1 });
}

async function connect(server: SandboxServer, name: string): Promise<pg.Client> {
  const client = new pg.Client({ ...server.connection("shop"), application_name: name });
  client.on("error", () => {});
  await client.connect();
  onTestFinished(() => client.end().catch(() => {}));
  return client;
}

async function expectValues(server: SandboxServer, collected: Collected): Promise<void> {
  const value = (id: string) => collected.facts.find((fact) => fact.id === id)?.value;
  expect(JSON.stringify(collected)).not.toContain("canary");
  expect(recordOf(collected, "lock.1")).toMatchObject({
    lock_type: "transactionid",
    application: "waiter",
    blocked_by: 1,
    blocking_application: "holder",
    blocking_state: "idle in transaction",
    query: "UPDATE sales.customers SET name = '…' WHERE id = 1",
  });
  const open = collected.facts.filter(({ id }) => id.startsWith("transaction.")).map((fact) => fact.value);
  expect(open).toContainEqual(expect.objectContaining({ kind: "prepared", database: "shop", role: "postgres" }));
  expect(open).toContainEqual(expect.objectContaining({ application: "holder", state: "idle in transaction" }));
  expect(recordOf(collected, "connection.active")).toMatchObject({ connections: 1, waiting_for_lock: 1 });
  expect(value("connections.max")).toBe(50);
  expect(value("connections.in_use")).toBe(2);
  expect(recordOf(collected, "replica.standby")).toMatchObject({ state: "streaming", sync_state: "async" });
  expect(recordOf(collected, "slot.standby")).toMatchObject({ type: "physical", active: true });
  expect(value("archiver.mode")).toBe("on");
  const checkpoints = await ask(
    server,
    server.major >= 17
      ? "SELECT num_timed::int AS timed, num_requested::int AS requested FROM pg_stat_checkpointer"
      : "SELECT checkpoints_timed::int AS timed, checkpoints_req::int AS requested FROM pg_stat_bgwriter",
  );
  expect(value("checkpoint.timed")).toBe(checkpoints.timed);
  expect(value("checkpoint.requested")).toBe(checkpoints.requested);
  const wal = await ask(server, "SELECT count(*)::int AS files, sum(size)::int AS bytes FROM pg_ls_waldir()");
  expect([value("wal_directory.files"), value("wal_directory.size_bytes")]).toEqual([wal.files, wal.bytes]);
  const exact = await ask(
    server,
    "SELECT dead_tuple_len::int + free_space::int AS bytes FROM pgstattuple('sales.swollen')",
  );
  const plans = collected.facts.filter(({ id }) => id.startsWith("plan.")).map((fact) => JSON.stringify(fact.value));
  expect(
    plans.some((plan) =>
      /"node":"Seq Scan","relation":"sales.orders","condition":"\(orders.customer_id = \$1\)"/.test(plan),
    ),
  ).toBe(true);
  expect(plans.some((plan) => plan.includes('"index":"orders_'))).toBe(true);
  const bloat = recordOf(collected, "bloat.sales.swollen");
  expect(Math.abs(Number(bloat.bloat_bytes) / Number(exact.bytes) - 1)).toBeLessThan(0.05);
  const redundant = collected.facts.filter(({ id }) => id.startsWith("redundant_index."));
  expect(redundant.map(({ id }) => id.split(".")[2]).sort()).toEqual(["orders_placed_at", "orders_placed_at_again"]);
  const bare = collected.facts.filter(({ id }) => id.startsWith("unindexed_foreign_key."));
  expect(bare.map(({ id }) => id.split(".")[3]).sort()).toEqual(["notes_order_id_fkey", "orders_customer_id_fkey"]);
}
