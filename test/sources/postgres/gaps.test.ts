import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { UserError } from "../../../src/core/errors.ts";
import { type SandboxServer, startSandbox } from "../../../src/sandbox/index.ts";
import { collectFrom, collectWith, gapsOf, recordOf } from "./collect-from.ts";
import { COUNTING, makeShop } from "./shop.ts";
import { withClient } from "./with-client.ts";
import { withHelper } from "./with-helper.ts";

let server: SandboxServer;

beforeAll(async () => {
  server = await startSandbox({ settings: { ...COUNTING, autovacuum: "off" } });
  await makeShop(server);
});
afterAll(() => server.stop());

test("without pg_monitor: what is hidden is named, and the rest is read", async () => {
  const collected = await collectFrom(server, { database: "shop", user: "guest" });
  expect(gapsOf(collected)).toMatchObject({
    setting: expect.stringContaining("grant the role pg_monitor"),
    statement: expect.stringMatching(/^\d+ of \d+ are hidden from this role: grant it pg_monitor$/),
  });
  expect(collected.facts.filter(({ id }) => id.startsWith("statement."))).toEqual([]);
  expect(recordOf(collected, "table.sales.orders")).toMatchObject({ live_rows: 900 });
});

test("a second connection sees what the first one saw, whatever was committed in between", async () => {
  const insert = "INSERT INTO sales.orders VALUES (5000, 1, '2026-01-01Z', '')";
  const asked = () => withClient(server, "shop", (client) => client.query(insert));
  const seen = await withHelper(server, "postgres", asked, async ([helper]) => {
    return (await helper?.query("SELECT count(*)::int AS n FROM sales.orders WHERE id = 5000"))?.rows;
  });
  expect(seen).toEqual([{ n: 0 }]);
  await withClient(server, "shop", (client) => client.query("DELETE FROM sales.orders WHERE id = 5000"));
});

test("a role that may have one connection only is read over that one, and nothing is missing", async () => {
  await withClient(server, "shop", (client) =>
    client.query("CREATE ROLE single LOGIN CONNECTION LIMIT 1 IN ROLE pg_monitor"),
  );
  const lent = await withHelper(
    server,
    "single",
    async () => {},
    async (helpers) => helpers.length,
  );
  expect(lent).toBe(0);
  const [one, two] = [await collectFrom(server, { database: "shop", user: "single" }), await shopAs("watcher")];
  expect(one.facts.map(({ id }) => id).sort()).toEqual(two.facts.map(({ id }) => id).sort());
  expect(one.unreadable).toEqual(two.unreadable);
});

function shopAs(user: string) {
  return collectFrom(server, { database: "shop", user });
}

test("without pg_stat_statements: no statement, and the reason", async () => {
  const collected = await collectFrom(server, { user: "watcher" });
  expect(gapsOf(collected)).toMatchObject({
    statement: "the extension pg_stat_statements is not installed in this database",
  });
  expect(collected.facts.some(({ id }) => id === "server.version")).toBe(true);
});

test("pg_stat_statements created but not loaded", async () => {
  const bare = await startSandbox();
  try {
    await withClient(bare, "postgres", (client) => client.query("CREATE EXTENSION pg_stat_statements"));
    expect(gapsOf(await collectFrom(bare))).toMatchObject({
      statement: expect.stringMatching(/must be loaded.*55000/),
    });
  } finally {
    await bare.stop();
  }
});

test("a wrong password: the server's words, what to look at, and never the password", async () => {
  await withClient(server, "postgres", (client) => client.query("CREATE ROLE locked LOGIN PASSWORD 'right-canary'"));
  const rules = join(server.directory, "data/pg_hba.conf");
  const before = readFileSync(rules, "utf8");
  writeFileSync(rules, `local all locked scram-sha-256\n${before}`);
  await withClient(server, "postgres", (client) => client.query("SELECT pg_reload_conf()"));
  const url = (password: string) =>
    `postgresql://locked:${password}@${encodeURIComponent(server.socketDirectory)}/postgres`;
  await expect
    .poll(async () => {
      const error = await collectWith({ DATABASE_URL: url("wrong-canary") }).catch((thrown: unknown) => thrown);
      return error instanceof UserError ? { message: error.message, hint: error.hint } : error;
    })
    .toMatchObject({
      message: 'Cannot read postgresql://locked@[local]/postgres: password authentication failed for user "locked"',
      hint: "Check the password: PGPASSWORD, the URL, or ~/.pgpass.",
    });
  const collected = await collectWith({ DATABASE_URL: url("right-canary") });
  expect(JSON.stringify(collected)).not.toContain("canary");
  expect(collected.origin).toBe("postgresql://locked@[local]/postgres");
});

test("a password that is missing, from the password file, and from a service", async () => {
  const { host, port } = server.connection();
  const env = { PGHOST: host, PGPORT: String(port), PGUSER: "locked", PGDATABASE: "postgres" };
  await expect(collectWith(env)).rejects.toMatchObject({
    name: "UserError",
    message: expect.stringMatching(/password/),
  });
  const file = join(server.logDirectory, "service.conf");
  appendFileSync(file, `[shop]\nhost=${host}\nport=${port}\nuser=locked\ndbname=postgres\npassword=right-canary\n`);
  const collected = await collectWith({ PGSERVICEFILE: file }, { options: { service: "shop" } });
  expect(collected.origin).toBe("postgresql://locked@[local]/postgres");
  await expect(collectWith({ PGSERVICEFILE: file }, { options: { service: "none" } })).rejects.toThrow(
    "Unknown service `none`",
  );
});

test("a database that is not there, a role that is not there, nothing that listens", async () => {
  await expect(collectFrom(server, { database: "nowhere" })).rejects.toMatchObject({
    name: "UserError",
    hint: "Check PGDATABASE or the end of the URL.",
  });
  await expect(collectFrom(server, { user: "nobody-here" })).rejects.toMatchObject({ name: "UserError" });
  await expect(collectWith({ PGHOST: join(server.directory, "nowhere") })).rejects.toMatchObject({
    name: "UserError",
    message: expect.stringContaining("Cannot read postgresql://"),
  });
  await expect(collectWith({ DATABASE_URL: "http//app:canary@" })).rejects.toMatchObject({ name: "UserError" });
});

test("a pull that is called off ends at once with its own reason", async () => {
  const reason = new Error("called off");
  await expect(collectFrom(server, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  await withClient(server, "postgres", async (client) => {
    await client.query("BEGIN; LOCK TABLE pg_catalog.pg_extension");
    const control = new AbortController();
    const pull = collectFrom(server, { signal: control.signal });
    setTimeout(() => control.abort(reason), 200);
    await expect(pull).rejects.toBe(reason);
  });
});
