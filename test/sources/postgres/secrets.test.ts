import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openFacts } from "../../../src/facts/index.ts";
import { type SandboxServer, startSandbox } from "../../../src/sandbox/index.ts";
import { renderView } from "../../../src/site/transform/render-view.ts";
import { views } from "../../../src/site/views/index.ts";
import { temporaryFolder } from "../../temporary-folder.ts";
import { COUNTING } from "./shop.ts";
import { withClient } from "./with-client.ts";

const CANARY = "canary-hunter2";
const CLI = resolve(import.meta.dirname, "../../../src/cli/plumbline.mjs");
let server: SandboxServer;

/** Puts the canary into every place that a pull looks at and a secret may be in. */
beforeAll(async () => {
  server = await startSandbox({
    settings: {
      ...COUNTING,
      shared_preload_libraries: "pg_stat_statements",
      logging_collector: "on",
      log_destination: "jsonlog",
      log_min_duration_statement: "0",
      primary_conninfo: `host=nowhere password=${CANARY}`,
      archive_command: `curl -u app:${CANARY} https://archive`,
      "app.api_token": CANARY,
      "app.anything": CANARY,
      "app.url": `postgresql://app:${CANARY}@db/x`,
    },
  });
  await withClient(server, "postgres", async (client) => {
    await client.query("CREATE EXTENSION pg_stat_statements; CREATE EXTENSION dblink");
    await client.query(`CREATE ROLE app LOGIN PASSWORD '${CANARY}'`);
    await client.query(`ALTER ROLE app PASSWORD '${CANARY}'`);
    await client.query(`ALTER DATABASE postgres SET app.session_secret = '${CANARY}'`);
    await client.query(`SET app.password = '${CANARY}'`);
    await client.query(`DO $$ BEGIN PERFORM 'password=${CANARY}'; END $$`);
    const { host, port } = server.connection();
    await client.query(
      `SELECT * FROM dblink('host=${host} port=${port} user=app dbname=postgres password=${CANARY}', 'SELECT 1') AS t(a int)`,
    );
    await client.query(`CREATE TABLE t (a text); COMMENT ON TABLE t IS 'from postgresql://app:${CANARY}@db/x'`);
    await client.query(`CREATE INDEX t_a ON t (a) WHERE a <> 'password=${CANARY}'`);
  });
});
afterAll(() => server.stop());

test("a password is nowhere in snapshots, pages, messages or progress", () => {
  const root = temporaryFolder();
  writeFileSync(
    join(root, "plumbline.config.mjs"),
    `export default { targets: { postgres: { demo: {}, gone: { urlFrom: 'GONE' } },
      "postgres-log": { demo: { folder: ${JSON.stringify(server.logDirectory)} } } } };\n`,
  );
  const url = `postgresql://postgres:${CANARY}@${encodeURIComponent(server.socketDirectory)}/postgres`;
  const gone = `postgresql://app:${CANARY}@127.0.0.1:1/x?sslpassword=${CANARY}`;
  const run = spawnSync(process.execPath, [CLI, "pull", "--verbose"], {
    cwd: root,
    env: { PATH: process.env.PATH, HOME: root, DATABASE_URL: url, GONE: gone },
    encoding: "utf8",
  });
  expect(run.stderr).toContain("reading postgresql://postgres@[local]/postgres");
  expect(run.stderr).toContain("Cannot read postgresql://app@127.0.0.1:1/x");
  expect(run.stdout + run.stderr).not.toContain(CANARY);
  const folder = join(root, "content/facts/postgres/demo");
  const files = readdirSync(folder);
  expect(files).toHaveLength(1);
  const text = readFileSync(join(folder, files[0] ?? ""), "utf8");
  // The places are there, the canary is not.
  const places = ["ALTER ROLE app PASSWORD", "setting.primary_conninfo", "setting.archive_command", "dblink", "t_a"];
  for (const place of places) expect(text).toContain(place);
  expect(text).not.toContain(CANARY);

  // The server's log holds it in several lines; of them numbers are kept, and every view shows facts only.
  const logs = readdirSync(server.logDirectory).map((file) => readFileSync(join(server.logDirectory, file), "utf8"));
  expect(logs.join("")).toContain(CANARY);
  const facts = openFacts(join(root, "content/facts"));
  expect(JSON.stringify(facts.latest("postgres-log", "demo"))).not.toContain(CANARY);
  const shown = views
    .filter(({ source }) => source === "postgres" || source === "postgres-log")
    .map(({ name }) =>
      JSON.stringify(renderView({ name, target: "demo" }, { facts, freshFor: () => 1, now: new Date() })),
    );
  expect(shown.join("")).toContain("ALTER ROLE app PASSWORD");
  expect(shown.join("")).not.toContain(CANARY);
});
