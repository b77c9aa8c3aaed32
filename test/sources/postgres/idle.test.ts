import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type SandboxServer, startSandbox } from "../../../src/sandbox/index.ts";
import { temporaryFolder } from "../../temporary-folder.ts";
import { COUNTING, makeShop } from "./shop.ts";
import { withClient } from "./with-client.ts";

const CLI = resolve(import.meta.dirname, "../../../src/cli/plumbline.mjs");
const EPOCH = "1795485900";
const NOW = "2026-11-24T02:05:00Z";
let server: SandboxServer;

beforeAll(async () => {
  // No process of the server's own works between the pulls: the server is idle.
  server = await startSandbox({ settings: { ...COUNTING, autovacuum: "off", checkpoint_timeout: "1d" } });
  await makeShop(server);
  await withClient(server, "shop", (client) =>
    client.query("GRANT USAGE ON SCHEMA sales TO watcher; GRANT SELECT ON ALL TABLES IN SCHEMA sales TO watcher"),
  );
});
afterAll(() => server.stop());

function pull(facts: string, root: string, more: Record<string, string> = {}) {
  writeFileSync(join(root, "plumbline.config.json"), JSON.stringify({ targets: { postgres: { shop: {} } } }));
  const { host, port } = server.connection();
  const env = { PGHOST: host, PGPORT: String(port), PGUSER: "watcher", PGDATABASE: "shop" };
  const run = spawnSync(process.execPath, [CLI, "pull", "--facts", facts, "--now", NOW], {
    cwd: root,
    env: { PATH: process.env.PATH, HOME: root, ...env, ...more },
    encoding: "utf8",
  });
  expect(run.status, run.stderr).toBe(0);
  const folder = join(root, facts, "postgres/shop");
  expect(readdirSync(folder)).toEqual(["20261124T020500Z.json"]);
  return { text: readFileSync(join(folder, "20261124T020500Z.json"), "utf8"), said: run.stderr };
}

test("under SOURCE_DATE_EPOCH two pulls of an idle server are alike byte for byte, and say what was left out for that", () => {
  const root = temporaryFolder();
  const [, one, two] = ["warm", "one", "two"].map((facts) => pull(facts, root, { SOURCE_DATE_EPOCH: EPOCH }));
  expect(two?.text).toBe(one?.text);
  // The plans were made, not refused: making them leaves no trace either.
  expect(one?.text).toContain('"id": "plan.');
  expect(one?.said).toMatch(/not readable: database: left out under SOURCE_DATE_EPOCH.*transactions_committed of shop/);
  expect(one?.said).toMatch(/not readable: io: left out under SOURCE_DATE_EPOCH.*client backend/);
});

test("without it they differ in what the first was counted for, and in nothing else", () => {
  const root = temporaryFolder();
  const [one, two] = ["one", "two"].map((facts) => pull(facts, root).text);
  const fields = differing(one ?? "", two ?? "");
  expect(fields).toContain("transactions_committed");
  expect(fields.filter((field) => !OWN_COUNTERS.includes(field))).toEqual([]);
});

/** What the server counts of the pull before: its transactions, and the blocks of the catalog that it read. */
const OWN_COUNTERS = ["transactions_committed", "cache_hit_ratio", "hits"];

/** The fields whose lines differ in two texts of as many lines. */
function differing(one: string, two: string): string[] {
  const [a, b] = [one.split("\n"), two.split("\n")];
  expect(a.length).toBe(b.length);
  return a.flatMap((line, at) => (line === b[at] ? [] : [/"(\w+)": [\d.]+,?$/.exec(line)?.[1] ?? line]));
}
