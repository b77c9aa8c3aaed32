// Measures `plumbline pull postgres-log` against Debian's pgBadger on the same jsonlog in the same run, whole processes.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { logSample } from "./log-sample.ts";

/** `node scripts/bench/log.ts [MEGABYTES] [RUNS]`; our best of RUNS counts, and pgBadger's one run with two processes. */
const [megabytes = 500, runs = 3] = process.argv.slice(2).map(Number);
const GOAL_TIMES = 15;
const GOAL_MIB = 300;

const CLI = resolve(import.meta.dirname, "../../src/cli/plumbline.mjs");
const folder = join(tmpdir(), "plumbline-bench", `log-${megabytes}`);
const log = logSample(join(folder, "postgresql.json"), megabytes);
const bytes = statSync(log).size;

/** Each process of the tree says its peak memory when it ends; threads belong to their process. */
const PEAK = `data:text/javascript,${encodeURIComponent(
  'import{isMainThread}from"node:worker_threads";if(isMainThread)process.on("exit",()=>process.stderr.write("\\npeak "+process.resourceUsage().maxRSS+"\\n"))',
)}`;

const root = mkdtempSync(join(tmpdir(), "plumbline-bench-log-"));
try {
  const target = `{ folder: ${JSON.stringify(folder)}, logged: { log_min_duration_statement: 0 } }`;
  const config = `export default { targets: { "postgres-log": { bench: ${target} } } };\n`;
  writeFileSync(join(root, "plumbline.config.mjs"), config);
  // Both find the log in the page cache: what is measured is the reading of it, not the disk.
  spawnSync("sh", ["-c", 'cat "$1" > /dev/null', "sh", log]);
  const ours = Array.from({ length: runs }, pullOnce);
  for (const { seconds, peakMiB } of ours) row("plumbline pull postgres-log", seconds, `${peakMiB.toFixed(0)} MiB`);
  const seconds = Math.min(...ours.map((one) => one.seconds));
  const peakMiB = Math.max(...ours.map((one) => one.peakMiB));
  const badger = pgbadger();
  row("pgbadger -j 2", badger, "");
  const times = badger / seconds;
  console.log(
    `${times.toFixed(1)} times its throughput (goal ${GOAL_TIMES}), ${peakMiB.toFixed(0)} MiB (goal ${GOAL_MIB})`,
  );
  if (times < GOAL_TIMES || peakMiB >= GOAL_MIB) process.exitCode = 1;
} finally {
  rmSync(root, { recursive: true, force: true });
}

/** One pull as a user runs it, its start and the writing of the snapshot included. */
function pullOnce(_: unknown, run: number): { seconds: number; peakMiB: number } {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [CLI, "pull", "--now", `2026-11-24T02:0${run}:00Z`], {
    cwd: root,
    env: { PATH: process.env.PATH, HOME: root, NODE_OPTIONS: `--import=${PEAK}` },
    encoding: "utf8",
  });
  const seconds = (performance.now() - start) / 1000;
  if (status !== 0) throw new Error(stderr);
  const peaks = [...stderr.matchAll(/peak (\d+)/g)].map(([, kib]) => Number(kib) / 1024);
  const snapshots = join(root, "content/facts/postgres-log/bench");
  const newest = readdirSync(snapshots).sort().at(-1) ?? "";
  const { facts } = JSON.parse(readFileSync(join(snapshots, newest), "utf8")) as {
    facts: { id: string; value: { size_bytes?: number; damaged_records?: number } }[];
  };
  const read = facts.find(({ id }) => id === "log.read")?.value;
  if (read?.size_bytes !== bytes || read.damaged_records !== 0) throw new Error("The log was not read whole");
  return { seconds, peakMiB: peaks.reduce((sum, peak) => sum + peak, 0) };
}

function pgbadger(): number {
  const out = join(root, "badger");
  mkdirSync(out);
  const start = performance.now();
  const args = ["-q", "-j", "2", "-f", "jsonlog", "-o", join(out, "out.html"), log];
  const { status, stderr, error } = spawnSync("pgbadger", args, { cwd: out, encoding: "utf8" });
  if (error) throw new Error("Missing pgbadger, expected Debian's package: apt-get install pgbadger", { cause: error });
  if (status !== 0) throw new Error(stderr);
  return (performance.now() - start) / 1000;
}

function row(name: string, seconds: number, more: string): void {
  const rate = `${(bytes / 1e6 / seconds).toFixed(0)} MB/s`;
  console.log([name.padEnd(30), `${seconds.toFixed(2)} s`.padStart(9), rate.padStart(10), more].join("  ").trimEnd());
}
