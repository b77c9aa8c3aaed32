import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type SandboxServer, startSandbox } from "../../../src/sandbox/index.ts";
import { temporaryFolder } from "../../temporary-folder.ts";
import { COUNTING, makeShop } from "./shop.ts";
import { withClient } from "./with-client.ts";

const CLI = resolve(import.meta.dirname, "../../../src/cli/plumbline.mjs");
let server: SandboxServer;

beforeAll(async () => {
  server = await startSandbox({ settings: COUNTING });
  await makeShop(server);
});
afterAll(() => server.stop());

function startPull(root: string, now: string) {
  const { host, port, user, database } = server.connection("shop");
  const env = { PGHOST: host, PGPORT: String(port), PGUSER: user, PGDATABASE: database };
  const child = spawn(process.execPath, [CLI, "pull", "--verbose", "--now", now], {
    cwd: root,
    env: { PATH: process.env.PATH, HOME: root, ...env },
    stdio: ["ignore", "ignore", "pipe"],
  });
  return { child, said: once(child.stderr, "data"), ended: once(child, "exit") };
}

/** Every file below the facts, with its bytes. */
function factsIn(root: string): Record<string, string> {
  const folder = join(root, "content/facts/postgres/demo");
  return Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}

test("kill -9 during a pull leaves the last snapshot byte-identical, and the next pull sweeps what was left", async () => {
  const root = temporaryFolder();
  writeFileSync(join(root, "plumbline.config.mjs"), "export default { targets: { postgres: { demo: {} } } };\n");
  const first = startPull(root, "2026-11-24T02:05:00Z");
  expect(await first.ended).toEqual([0, null]);
  const before = factsIn(root);
  expect(Object.keys(before)).toEqual(["20261124T020500Z.json"]);

  await withClient(server, "shop", async (client) => {
    // The pull waits for this lock half way through its groups.
    await client.query("BEGIN; LOCK TABLE pg_catalog.pg_inherits");
    const killed = startPull(root, "2026-11-25T02:05:00Z");
    await killed.said;
    const waiting = "SELECT 1 FROM pg_stat_activity WHERE application_name = 'plumbline' AND wait_event_type = 'Lock'";
    await expect
      .poll(() => withClient(server, "postgres", async (other) => (await other.query(waiting)).rowCount))
      .toBe(1);
    killed.child.kill("SIGKILL");
    expect(await killed.ended).toEqual([null, "SIGKILL"]);
  });
  expect(factsIn(root)).toEqual(before);

  const folder = join(root, "content/facts/postgres/demo");
  mkdirSync(folder, { recursive: true });
  // As a writer killed between its temporary file and the rename leaves it.
  writeFileSync(join(folder, "20261125T020500Z.json.1234"), "{");
  utimesSync(join(folder, "20261125T020500Z.json.1234"), 0, 0);
  const next = startPull(root, "2026-11-26T02:05:00Z");
  expect(await next.ended).toEqual([0, null]);
  expect(Object.keys(factsIn(root))).toEqual(["20261124T020500Z.json", "20261126T020500Z.json"]);
  expect(factsIn(root)["20261124T020500Z.json"]).toBe(before["20261124T020500Z.json"]);
});
