import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import * as z from "zod";
import { UserError } from "../../../src/core/errors.ts";
import type { Collected } from "../../../src/core/source.ts";
import { type SandboxServer, startSandbox } from "../../../src/sandbox/index.ts";
import { collectFrom, collectWith, gapsOf, recordOf } from "./collect-from.ts";
import { cuttingProxy } from "./cutting-proxy.ts";
import { COUNTING, makeShop } from "./shop.ts";
import { withClient } from "./with-client.ts";

let server: SandboxServer;

beforeAll(async () => {
  server = await startSandbox({ settings: { ...COUNTING, autovacuum: "off" } });
  await makeShop(server);
});
afterAll(() => server.stop());

/** Collects while another session holds what `statement` locks. */
function whileLocked(statement: string, collect: () => Promise<Collected>): Promise<Collected> {
  return withClient(server, "shop", async (client) => {
    await client.query(`BEGIN; ${statement}`);
    return collect();
  });
}

function through(port: number, options = {}): Promise<Collected> {
  const env = { PGHOST: "127.0.0.1", PGPORT: String(port), PGUSER: "watcher", PGDATABASE: "shop" };
  return collectWith(env, { options });
}

/** Ids of facts whose values do not move while the server is idle. */
function idsOf({ facts }: Collected): string[] {
  return facts.map(({ id }) => id).filter((id) => /^(setting|schema|table|index|extension|redundant_index)\./.test(id));
}

test("a connection that is cut at any byte gives an error, never half of the facts", async () => {
  const socket = join(server.socketDirectory, `.s.PGSQL.${server.port}`);
  const open = await cuttingProxy(socket, Number.POSITIVE_INFINITY);
  const whole = await through(open.port);
  const bytes = open.passed();
  expect(bytes).toBeGreaterThan(20_000);
  // The beginning densely, where every message is another; the rest in thirty places; and the last byte.
  const places = [...range(1, 60, 4), ...range(60, 1200, 76), ...range(1200, bytes, bytes / 30)].map(Math.floor);
  const ends = new Set<string>();
  for (const place of [...places, bytes - 8]) {
    const { port } = await cuttingProxy(socket, place);
    const error = await through(port).then(
      (collected) => {
        expect(idsOf(collected), `cut after ${place}`).toEqual(idsOf(whole));
        return undefined;
      },
      (thrown: unknown) => thrown,
    );
    if (error === undefined) continue;
    expect(error, `cut after ${place}`).toBeInstanceOf(UserError);
    if (error instanceof UserError) ends.add(`${error.message.replace(/:\d+\//, "/")} ${error.hint}`);
  }
  for (const end of ends) {
    expect(end).toMatch(
      /^Cannot read postgresql:\/\/watcher@127.0.0.1\/shop: (Connection terminated|Client has encountered a connection error).* look into the server's log, and pull again\.$/,
    );
  }
});

function range(from: number, to: number, step: number): number[] {
  return Array.from({ length: Math.ceil((to - from) / step) }, (_, index) => from + index * step);
}

test("a server that falls silent does not hold a pull", async () => {
  const socket = join(server.socketDirectory, `.s.PGSQL.${server.port}`);
  const { port } = await cuttingProxy(socket, 8_000, { stall: true });
  await expect(through(port, { statementTimeoutMs: 500 })).rejects.toMatchObject({
    name: "UserError",
    message: expect.stringContaining("timeout"),
  });
});

test("what is no PostgreSQL server", async () => {
  const web = createServer((_, response) => response.end("no"));
  web.listen(0, "127.0.0.1");
  await once(web, "listening");
  onTestFinished(() => void web.close());
  const { port } = z.object({ port: z.int() }).parse(web.address());
  await expect(through(port)).rejects.toMatchObject({ name: "UserError" });
});

test("a server that is stopped during a pull", async () => {
  const other = await startSandbox();
  onTestFinished(() => other.stop());
  const pull = await withClient(other, "postgres", async (client) => {
    await client.query("BEGIN; LOCK TABLE pg_catalog.pg_inherits");
    const collecting = collectFrom(other).catch((error: unknown) => error);
    await expect.poll(() => waiting(other)).toBeGreaterThan(0);
    const postmaster = readFileSync(join(other.directory, "data/postmaster.pid"), "utf8");
    client.on("error", () => {});
    process.kill(Number.parseInt(postmaster, 10), "SIGINT");
    return collecting;
  });
  expect(pull).toMatchObject({
    name: "UserError",
    message: expect.stringMatching(/^Cannot read `?postgresql:/),
    hint: "The connection ended half way: look into the server's log, and pull again.",
  });
});

async function waiting(on: SandboxServer): Promise<number | null> {
  const query = "SELECT FROM pg_stat_activity WHERE application_name = 'plumbline' AND wait_event_type = 'Lock'";
  return withClient(on, "postgres", async (client) => (await client.query(query)).rowCount);
}

test("a locked catalogue: the group that waits for it is a gap, the others are read", async () => {
  const locked = await whileLocked("LOCK TABLE pg_catalog.pg_inherits", () =>
    collectFrom(server, { database: "shop", user: "watcher", options: { lockTimeoutMs: 100 } }),
  );
  expect(gapsOf(locked)).toMatchObject({ table: "canceling statement due to lock timeout (SQLSTATE 55P03)" });
  expect(recordOf(locked, "index.sales.orders_pkey")).toMatchObject({ primary: true });
  // A sum over tables that were not read is not zero.
  expect(recordOf(locked, "schema.sales")).toMatchObject({ tables: 5, total_bytes: null });
});

test("a statement that takes too long: the same", async () => {
  const options = { lockTimeoutMs: 60_000, statementTimeoutMs: 300 };
  const slow = await whileLocked("LOCK TABLE pg_catalog.pg_inherits", () =>
    collectFrom(server, { database: "shop", user: "watcher", options }),
  );
  expect(gapsOf(slow)).toMatchObject({ table: "canceling statement due to statement timeout (SQLSTATE 57014)" });
  expect(recordOf(slow, "index.sales.orders_pkey")).toMatchObject({ primary: true });
});

test("a locked table keeps its size to itself, and nothing waits for it", async () => {
  const statement = "LOCK TABLE sales.orders IN ACCESS EXCLUSIVE MODE";
  const collected = await whileLocked(statement, () => collectFrom(server, { database: "shop", user: "watcher" }));
  expect(gapsOf(collected)).toMatchObject({
    table: "total_bytes of 1 of 7 could not be read: they or their indexes are locked",
    index: expect.stringMatching(/^definition of 7 of 1\d could not be read: their tables are locked$/),
  });
  expect(recordOf(collected, "index.sales.orders_pkey")).toMatchObject({ definition: null, primary: true });
  expect(recordOf(collected, "index.sales.customers_pkey").definition).toContain("USING btree (id)");
  expect(Number(recordOf(collected, "table.sales.customers").index_bytes)).toBeGreaterThan(0);
  expect(recordOf(collected, "table.sales.orders")).toMatchObject({
    total_bytes: null,
    heap_bytes: null,
    live_rows: 900,
  });
  expect(Number(recordOf(collected, "table.sales.customers").total_bytes)).toBeGreaterThan(0);
  expect(recordOf(collected, "schema.sales")).toMatchObject({ total_bytes: null });
});

test("clocks that differ are told, in both directions", async () => {
  const hour = 3_600_000;
  const behind = await collectFrom(server, { user: "watcher", clock: () => new Date(Date.now() + hour) });
  expect(gapsOf(behind).server).toMatch(/^the server's clock is 3(600|599) s behind this machine's/);
  const ahead = await collectFrom(server, { user: "watcher", clock: () => new Date(Date.now() - hour) });
  expect(gapsOf(ahead).server).toMatch(/^the server's clock is 3(600|601) s ahead of this machine's/);
  expect(gapsOf(await collectFrom(server, { user: "watcher" })).server).toBeUndefined();
});
