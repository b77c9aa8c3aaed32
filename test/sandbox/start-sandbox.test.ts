import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { expect, onTestFinished, test } from "vitest";
import { embeddedMajors, type SandboxOptions, type SandboxServer, startSandbox } from "../../src/sandbox/index.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { ask } from "./ask.ts";

/** An empty folder that the server's user can enter. */
function openFolder(): string {
  const folder = temporaryFolder();
  chmodSync(folder, 0o755);
  return folder;
}

async function start(options: SandboxOptions = {}): Promise<SandboxServer> {
  const server = await startSandbox({ baseDirectory: openFolder(), ...options });
  onTestFinished(() => server.stop());
  return server;
}

test("the oldest and newest majors beside the default, each on its own socket, none on TCP", async () => {
  expect(embeddedMajors()).toEqual(expect.arrayContaining([16]));
  const majors = [...new Set([embeddedMajors().at(0), 16, embeddedMajors().at(-1)])].filter(
    (major) => major !== undefined,
  );
  const base = openFolder();
  const servers = await Promise.all(majors.map((major) => start({ major, baseDirectory: base })));
  expect(servers.map(({ major, version }) => [major, Number.parseInt(version, 10)])).toEqual(majors.map((m) => [m, m]));
  for (const server of servers) {
    expect(await ask(server, "SELECT current_setting('server_version')")).toEqual([server.version]);
    expect(await ask(server, "SHOW listen_addresses")).toEqual([""]);
    expect(await ask(server, "SELECT inet_server_addr()")).toEqual([null]);
    expect(readFileSync(join(server.directory, "data/postmaster.pid"), "utf8").split("\n")[5]).toBe("");
  }
  await Promise.all(servers.map((server) => server.stop()));
  expect(readdirSync(base)).toEqual([]);
});

test("nothing in the server can open a TCP listener", async () => {
  const server = await start({ settings: { listen_addresses: "*" } });
  expect(await ask(server, "SHOW listen_addresses")).toEqual([""]);
  await expect(ask(server, "ALTER SYSTEM SET listen_addresses = '*'")).resolves.toEqual([]);
  await ask(server, "SELECT pg_reload_conf()");
  expect(await ask(server, "SHOW listen_addresses")).toEqual([""]);
});

test("the server is unprivileged, knows nothing of this process's environment, and nobody else may look in", async () => {
  process.env.PLUMBLINE_TEST_SECRET = "hunter2";
  onTestFinished(() => {
    delete process.env.PLUMBLINE_TEST_SECRET;
  });
  const server = await start();
  const [status] = await ask(server, "SELECT pg_read_file('/proc/self/status')");
  expect(String(status)).toMatch(/^Uid:\s+(?!0\b)\d+/m);
  const [pid] = await ask(server, "SELECT pg_backend_pid()");
  expect(typeof pid).toBe("number");
  const postmaster = readFileSync(join(server.directory, "data/postmaster.pid"), "utf8").split("\n")[0];
  expect(readFileSync(`/proc/${postmaster}/environ`, "utf8")).not.toContain("hunter2");
});

test("text is UTF-8 and sorts by code point, whatever the machine's locale", async () => {
  const server = await start();
  expect(await ask(server, "SELECT v FROM unnest(ARRAY['é', 'Z', 'a', 'B']) AS v ORDER BY v")).toEqual([
    "B",
    "Z",
    "a",
    "é",
  ]);
  expect(await ask(server, "SELECT upper('é')")).toEqual(["É"]);
  expect(await ask(server, "SHOW timezone")).toEqual(["UTC"]);
});

test("parallel workers start, full-text search included", async () => {
  const server = await start();
  const client = new pg.Client(server.connection());
  await client.connect();
  await client.query(
    "CREATE TABLE t AS SELECT repeat('word ', 40) || i AS v FROM generate_series(1, 50000) AS i; ANALYZE t",
  );
  await client.query("SET parallel_setup_cost = 0; SET min_parallel_table_scan_size = 0");
  const { rows } = await client.query(
    "SELECT count(*)::int AS n FROM t WHERE to_tsvector(v) @@ to_tsquery('words & 7')",
  );
  await client.end();
  expect(rows).toEqual([{ n: 1 }]);
});

test("settings reach the server and can be changed by ALTER SYSTEM", async () => {
  const server = await start({ settings: { work_mem: "7MB", "app.name": "it's \\ odd" } });
  expect(await ask(server, "SELECT current_setting('work_mem') || current_setting('app.name')")).toEqual([
    "7MBit's \\ odd",
  ]);
  await ask(server, "ALTER SYSTEM SET work_mem = '9MB'");
  await ask(server, "SELECT pg_reload_conf()");
  await expect.poll(() => ask(server, "SHOW work_mem")).toEqual(["9MB"]);
});

test("a setting that the server refuses is an error with the server's own words, and leaves nothing", async () => {
  const base = openFolder();
  const refused = startSandbox({ baseDirectory: base, settings: { work_mem: "25% of RAM" } });
  await expect(refused).rejects.toMatchObject({ name: "UserError", hint: expect.stringContaining('"work_mem"') });
  const injected = startSandbox({ baseDirectory: base, settings: { work_mem: "1MB\nport = 1" } });
  await expect(injected).rejects.toThrow("Unexpected setting `work_mem`");
  expect(readdirSync(base)).toEqual([]);
});

test("a major that is not installed names the package to install", async () => {
  await expect(startSandbox({ major: 12 })).rejects.toMatchObject({
    name: "UserError",
    hint: expect.stringContaining(`postgres-12-${process.platform}-${process.arch}`),
  });
});

test("a folder without server programs is refused", async () => {
  await expect(startSandbox({ binDirectory: openFolder() })).rejects.toThrow("expected a folder with initdb");
});

test("stopping twice is stopping once; the logs stay where they are wanted, and nothing else", async () => {
  const server = await start({ keepLogs: true });
  await Promise.all([server.stop(), server.stop()]);
  expect(readdirSync(server.directory)).toEqual(["log"]);
  expect(readFileSync(join(server.logDirectory, "postmaster.log"), "utf8")).toContain("ready to accept connections");
});

test("a signal stops a server that starts, and one that runs", async () => {
  const base = openFolder();
  const early = startSandbox({ baseDirectory: base, signal: AbortSignal.timeout(150) });
  await expect(early).rejects.toThrow(/timeout/);
  expect(readdirSync(base)).toEqual([]);
  const control = new AbortController();
  const server = await start({ baseDirectory: base, signal: control.signal });
  control.abort();
  await expect.poll(() => existsSync(server.directory)).toBe(false);
});

test("a long path and one with odd characters make no difference", async () => {
  const base = join(openFolder(), `a 'quoted' "long" näme ${"x".repeat(120)}`);
  mkdirSync(base);
  const server = await start({ baseDirectory: base });
  expect(await ask(server, "SELECT 1")).toEqual([1]);
  await server.stop();
  expect(readdirSync(base)).toEqual([]);
  expect(existsSync(server.socketDirectory)).toBe(false);
});
