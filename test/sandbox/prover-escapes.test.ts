import { createServer, type Server } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ProofAnswer, ProofSetting } from "../../src/core/proof/prover.ts";
import { loadParser, splitStatements } from "../../src/proofs/sql/split-statements.ts";
import { openProver } from "../../src/sandbox/prover/index.ts";

const MAJOR = 16;
const prover = openProver({ majors: [MAJOR], fixtures: "content/schemas" });
/** A server of the reader's: it records every connection, and none may come. */
let target: Server;
let reached = 0;
let port = 0;

beforeAll(async () => {
  await loadParser();
  target = createServer(() => {
    reached += 1;
  });
  await new Promise<void>((resolve) => target.listen(0, "127.0.0.1", resolve));
  const address = target.address();
  port = typeof address === "object" && address ? address.port : 0;
});
afterAll(async () => {
  target.close();
  await prover.close();
});

/** Proves a text as a check does, in either role. */
function prove(text: string, role: ProofSetting["role"] = "superuser"): Promise<ProofAnswer> {
  const setting = { fixtures: [], extensions: [], role, mode: "run" as const };
  return prover.prove(MAJOR, { setting, statements: splitStatements(text), variables: {} });
}

async function stateOf(text: string, role: ProofSetting["role"] = "superuser"): Promise<string> {
  const answer = await prove(text, role);
  return answer.ok ? "ran" : answer.sqlstate;
}

describe.each(["owner", "superuser"] as const)("as %s, nothing leaves the server", (role) => {
  test.each([
    ["a program", "COPY (SELECT 1) TO PROGRAM 'touch /tmp/plumbline-escaped'", "42501"],
    ["a program, built at run time", "DO $$ BEGIN EXECUTE 'COPY (SELECT 1) TO PROGRAM ''true'''; END $$", "42501"],
    ["a server file to read", "SELECT pg_read_file('/etc/passwd')", "42501"],
    ["a server file to read with COPY", "CREATE TEMP TABLE t (a text); COPY t FROM '/etc/passwd'", "42501"],
    ["a server file to write", "COPY (SELECT 1) TO '/tmp/plumbline-escaped'", "42501"],
    ["a large object from a file", "SELECT lo_import('/etc/passwd')", "42501"],
    ["a folder", "SELECT pg_ls_dir('/etc')", "42501"],
    ["an untrusted language", "CREATE EXTENSION plpython3u", /^(?:42501|0A000|58P01)$/],
    [
      "a C function",
      "CREATE FUNCTION f() RETURNS int LANGUAGE c AS '/lib/x86_64-linux-gnu/libc.so.6', 'system'",
      "42501",
    ],
    ["another server", "CREATE EXTENSION dblink", "42501"],
    ["another server's wrapper", "CREATE EXTENSION postgres_fdw", "42501"],
    ["the role of the server's owner", "SET ROLE postgres", "42501"],
    ["the session of the server's owner", "SET SESSION AUTHORIZATION postgres", "42501"],
    ["the role itself", "DO $$ BEGIN EXECUTE 'ALTER ROLE proof_superuser SUPERUSER'; END $$", "42501"],
    [
      "the server's programs",
      "DO $$ BEGIN EXECUTE 'GRANT pg_execute_server_program TO proof_superuser'; END $$",
      "42501",
    ],
    [
      "a setting, built at run time",
      "DO $$ BEGIN EXECUTE 'ALTER SYSTEM SET archive_command = ''true'''; END $$",
      /^(?:42501|25001)$/,
    ],
    ["a library", "DO $$ BEGIN EXECUTE 'LOAD ''/tmp/x.so'''; END $$", "42501"],
  ])("%s", async (_, text, sqlstate) => {
    expect(await stateOf(text, role)).toMatch(sqlstate);
  });
});

test("ALTER SYSTEM is parsed and never run: the setting stays what it was", async () => {
  expect(
    await stateOf("ALTER SYSTEM SET archive_command = 'touch /tmp/plumbline-escaped'; SELECT pg_reload_conf()"),
  ).toBe("ran");
  expect(await prove("SELECT setting FROM pg_settings WHERE name = 'archive_command'")).toMatchObject({
    rows: { values: [["(disabled)"]] },
  });
});

test("an endless loop is ended, even where the block lifts its own timeout; the next page is unharmed", async () => {
  expect(await stateOf("DO $$ BEGIN LOOP END LOOP; END $$")).toBe("57014");
  expect(await stateOf("SET statement_timeout = 0; DO $$ BEGIN LOOP PERFORM 1; END LOOP; END $$")).toBe("57014");
  expect(await stateOf("SELECT 1")).toBe("ran");
}, 60_000);

test("a sort of 50 GB stops at the limit of temporary files, one in memory at the limit of memory", async () => {
  const sort = "SELECT i FROM generate_series(1, 2000000000) i ORDER BY md5(i::text) LIMIT 1 OFFSET 1999999999";
  expect(await stateOf(sort)).toMatch(/^(?:53400|57014)$/);
  const memory = `SELECT octet_length(string_agg(repeat('x', 1000000), '')) FROM generate_series(1, 5000)`;
  expect(await stateOf(`SET work_mem = '40GB'; ${memory}`)).toMatch(/^(?:53200|54000|57014)$/);
  expect(await stateOf("SELECT 1")).toBe("ran");
}, 60_000);

test("locks end with their block; a block that ends sessions ends its own, and the next page is unharmed", async () => {
  expect(await stateOf("LOCK TABLE pg_catalog.pg_class IN ACCESS EXCLUSIVE MODE")).toBe("42501");
  expect(await stateOf("SELECT pg_advisory_lock(1)", "owner")).toBe("ran");
  expect(await stateOf("SELECT pg_advisory_lock(1)", "owner")).toBe("ran");
  expect(await stateOf("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename LIKE 'proof%'")).not.toBe(
    "ran",
  );
  expect(await stateOf("SELECT 1", "owner")).toBe("ran");
});

test("what a block changes is gone for the next", async () => {
  expect(await stateOf("CREATE TABLE kept (a int)", "owner")).toBe("ran");
  expect(await stateOf("SELECT * FROM kept", "owner")).toBe("42P01");
  expect(await stateOf("VACUUM; CREATE TABLE kept (a int)", "owner")).toBe("ran");
  expect(await stateOf("SELECT * FROM kept", "owner")).toBe("42P01");
});

test("of several statements the one that fails is named, with its place, and what the server cannot read at all too", async () => {
  const text = "SELECT '😀'; -- a\nSELECT 1 -- b\n; SELECT '😀', missing FROM pg_class; SELECT 2";
  const offset = "SELECT '😀', ".length;
  expect(await prove(text, "owner")).toMatchObject({ ok: false, statement: 2, sqlstate: "42703", offset });
  // Newer grammar than this server's: nothing of the block is run at once, and then one by one.
  expect(await prove("SELECT 1; CREATE TABLE f (a int); ALTER TABLE f ALTER a SET EXPRESSION AS (1)")).toMatchObject({
    statement: 2,
    sqlstate: "42601",
  });
});

test("nothing connects to a target of the reader's", async () => {
  process.env.DATABASE_URL = `postgresql://127.0.0.1:${port}/app`;
  process.env.PGHOST = "127.0.0.1";
  process.env.PGPORT = String(port);
  try {
    expect(await stateOf(`SELECT dblink_connect('host=127.0.0.1 port=${port}')`)).toBe("42883");
    expect(await stateOf("SELECT current_setting('port')")).toBe("ran");
  } finally {
    for (const name of ["DATABASE_URL", "PGHOST", "PGPORT"]) delete process.env[name];
  }
  expect(reached).toBe(0);
});
