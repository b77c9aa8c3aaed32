// Measures `plumbline pull` on a database with 10,000 tables, 20,000 indexes and 5,000 statements, and the server's own share.
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { startSandbox } from "../../src/sandbox/index.ts";
import { fillDatabase } from "./pull-database.ts";
import { BUSY_SETTINGS, busyMs, logStatementsOf } from "./server-busy.ts";

/** `node scripts/bench/pull.ts [TABLES] [STATEMENTS] [RUNS]`; the best of RUNS counts, each a process of its own. */
const [tables = 10_000, statements = 5_000, runs = 5] = process.argv.slice(2).map(Number);
const GOAL_SECONDS = 3;
const GOAL_SHARE = 0.6;

const CLI = resolve(import.meta.dirname, "../../src/cli/plumbline.mjs");
const server = await startSandbox({
  settings: {
    ...BUSY_SETTINGS,
    shared_preload_libraries: "pg_stat_statements",
    "pg_stat_statements.max": "20000",
    "pg_stat_statements.track": "all",
    shared_buffers: "512MB",
    max_locks_per_transaction: "1024",
    autovacuum: "off",
  },
});
const root = join(tmpdir(), `plumbline-bench-pull-${process.pid}`);
try {
  await fillDatabase(server, { tables, statements });
  await logStatementsOf(server, "watcher");
  mkdirSync(root, { recursive: true });
  const target = `{ statements: 5000, plans: 0 }`;
  writeFileSync(
    join(root, "plumbline.config.mjs"),
    `export default { targets: { postgres: { bench: ${target} } } };\n`,
  );
  const measured = [];
  for (let run = 0; run < runs; run += 1) measured.push(await pullOnce(run));
  measured.sort((a, b) => a.seconds - b.seconds);
  const [best] = measured;
  if (!best) throw new Error("Nothing was measured");
  const share = best.busySeconds / best.seconds;
  for (const { seconds, busySeconds } of measured) {
    console.log(`${seconds.toFixed(2)} s, of which the server ${busySeconds.toFixed(2)} s`);
  }
  console.log(best.said);
  console.log("the server's time: at least one statement of the pull ran, by the server's log; two at once count once");
  console.log(
    `best: ${best.seconds.toFixed(2)} s (goal ${GOAL_SECONDS} s), server ${(share * 100).toFixed(0)} % (goal 60 %)`,
  );
  if (best.seconds > GOAL_SECONDS || share < GOAL_SHARE) process.exitCode = 1;
} finally {
  rmSync(root, { recursive: true, force: true });
  await server.stop();
}

/** One pull as a user runs it: the whole process, its start and the writing of the snapshot included. */
async function pullOnce(run: number) {
  const { host, port, database } = server.connection("bench");
  const startedAt = Date.now();
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [CLI, "pull", "--now", `2026-11-24T02:0${run}:00Z`], {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      HOME: root,
      PGHOST: host,
      PGPORT: String(port),
      PGUSER: "watcher",
      PGDATABASE: database,
    },
    encoding: "utf8",
  });
  const seconds = (performance.now() - start) / 1000;
  if (status !== 0) throw new Error(stderr);
  return { seconds, busySeconds: (await busyMs(server, "plumbline", startedAt)) / 1000, said: stderr.trim() };
}
