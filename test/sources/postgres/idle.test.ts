import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type SandboxServer, startSandbox } from "../../../src/sandbox/index.ts";
import { temporaryFolder } from "../../temporary-folder.ts";
import { COUNTING, makeShop } from "./shop.ts";

const CLI = resolve(import.meta.dirname, "../../../src/cli/plumbline.mjs");
const EPOCH = "1795485900";
let server: SandboxServer;

beforeAll(async () => {
  // No process of the server's own works between the pulls: the server is idle.
  server = await startSandbox({ settings: { ...COUNTING, autovacuum: "off", checkpoint_timeout: "1d" } });
  await makeShop(server);
});
afterAll(() => server.stop());

/** What the server counts of the pull before: its transactions, and the blocks of the catalog that it read. */
const OWN_COUNTERS = ["transactions_committed", "cache_hit_ratio", "hits"];

test("two pulls of an idle server, under SOURCE_DATE_EPOCH, differ in what the first was counted for, and in nothing else", () => {
  const root = temporaryFolder();
  writeFileSync(join(root, "plumbline.config.json"), JSON.stringify({ targets: { postgres: { shop: {} } } }));
  const { host, port } = server.connection();
  const env = { PGHOST: host, PGPORT: String(port), PGUSER: "watcher", PGDATABASE: "shop", SOURCE_DATE_EPOCH: EPOCH };
  const pulls = ["warm", "one", "two"].map((facts) => {
    const run = spawnSync(process.execPath, [CLI, "pull", "--facts", facts], {
      cwd: root,
      env: { PATH: process.env.PATH, HOME: root, ...env },
      encoding: "utf8",
    });
    expect(run.status, run.stderr).toBe(0);
    const folder = join(root, facts, "postgres/shop");
    const files = readdirSync(folder);
    expect(files).toEqual(["20261124T020500Z.json"]);
    return readFileSync(join(folder, "20261124T020500Z.json"), "utf8");
  });
  const fields = differing(pulls[1] ?? "", pulls[2] ?? "");
  expect(fields).toContain("transactions_committed");
  expect(fields.filter((field) => !OWN_COUNTERS.includes(field))).toEqual([]);
});

/** The fields whose lines differ in two texts of as many lines. */
function differing(one: string, two: string): string[] {
  const [a, b] = [one.split("\n"), two.split("\n")];
  expect(a.length).toBe(b.length);
  return a.flatMap((line, at) => (line === b[at] ? [] : [/"(\w+)": [\d.]+,?$/.exec(line)?.[1] ?? line]));
}
