// Measures the archive reader on 400 MB of BSON against `gzip -dc FILE | sha256sum` in the same run, and its memory at 4 GB.
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { archivesSample, largeSample } from "./archives-sample.ts";

/**
 * `node scripts/bench/archives.ts [MEGABYTES] [RUNS] [LARGE_MEGABYTES]`; the best of RUNS counts, each in a process of its
 * own. Exit code 1 where a goal was missed.
 */
const [megabytes = 400, runs = 3, largeMegabytes = 4000] = process.argv.slice(2).map(Number);
const GOAL_MIB = 200;
const GOAL_TIMES = 1.8;

const folder = join(tmpdir(), "plumbline-bench");
const sample = await archivesSample(folder, megabytes);
const large = await largeSample(folder, largeMegabytes);
const worker = join(import.meta.dirname, "archives-run.ts");
// As the CLI does for itself: types are stripped once, not at every start.
const env = { ...process.env, NODE_COMPILE_CACHE: join(folder, "compile-cache") };

interface Measured {
  seconds: number;
  peakMiB: number;
  /** Of all processors together; NaN where nobody asks. */
  cpuSeconds: number;
}

const base = gzipAndSum(sample.collection);
line("gzip -dc FILE | sha256sum", base, "");
row("collection dump, gzip", plumbline(runs, "plain", sample.collection), 0.7);
row("archive stream, gzip, CRC-64", plumbline(runs, "plain", sample.archive), 0.9);
row("collection dump, field inventory", plumbline(runs, "fields", sample.collection), 1.5);
row("archive stream, field inventory", plumbline(runs, "fields", sample.archive), 1.5);
row(`collection dump, ${largeMegabytes} MB, fields`, plumbline(1, "fields", large.collection));
row(`archive stream, ${largeMegabytes} MB, fields`, plumbline(1, "fields", large.archive));

const four = join(folder, `four-${megabytes}`);
mkdirSync(four, { recursive: true });
for (const name of ["a", "b", "c", "d"]) cpSync(sample.archive, join(four, name), { force: false });
const oneCore = plumbline(runs, "many", four, "1", "one-core");
line("four archives on one core", oneCore, "");
const oneByOne = plumbline(runs, "many", four, "1");
line("four archives, one after the other", oneByOne, "");
const two = plumbline(runs, "many", four, "2");
// An archive that is read alone is inflated on one core and hashed on the other: of two cores, that leaves less to gain.
const busy = oneByOne.cpuSeconds / oneByOne.seconds;
const bound = `${busy.toFixed(2)} cores were busy before, so at most ${(2 / busy).toFixed(2)}`;
const reached = goal(oneByOne.seconds / two.seconds >= GOAL_TIMES, `${GOAL_TIMES} times`);
line("four archives, two at once", two, `${timesAs(oneByOne, two)} (${bound}), ${reached}`);
line("", two, `${timesAs(oneCore, two)} on one core`);

function timesAs(before: Measured, after: Measured): string {
  return `${(before.seconds / after.seconds).toFixed(2)} times as fast`;
}

/** A measurement with its goals: at most this ratio to the peer, where one is given, and the memory of all. */
function row(name: string, measured: Measured, ratio?: number): void {
  const verdicts = [
    ...(ratio === undefined ? [] : [goal(measured.seconds / base.seconds <= ratio, `${ratio.toFixed(2)}x`)]),
    goal(measured.peakMiB < GOAL_MIB, `${GOAL_MIB} MiB`),
  ];
  line(name, measured, verdicts.join(", "));
}

function goal(reached: boolean, what: string | number): string {
  if (!reached) process.exitCode = 1;
  return `goal ${what} ${reached ? "reached" : "MISSED"}`;
}

function line(name: string, { seconds, peakMiB }: Measured, more: string): void {
  const memory = Number.isNaN(peakMiB) ? "" : `${peakMiB.toFixed(0)} MiB`;
  const ratio = `${(seconds / base.seconds).toFixed(2)}x`;
  const cells = [name.padEnd(34), `${seconds.toFixed(2)} s`.padStart(8), ratio.padStart(7), memory.padStart(9), more];
  console.log(cells.join("  ").trimEnd());
}

/** Wall-clock time of the whole process, its start included; peak memory as the process itself reports it. */
function plumbline(times: number, ...args: string[]): Measured {
  return best(times, () => {
    const start = performance.now();
    const command = [...(args.at(-1) === "one-core" ? ["taskset", "--cpu-list", "0"] : []), process.execPath];
    const [program = "", ...rest] = [...command, worker, ...args];
    const { stdout, stderr, status } = spawnSync(program, rest, { encoding: "utf8", env });
    if (status !== 0) throw new Error(stderr);
    const seconds = (performance.now() - start) / 1000;
    const [peakMiB = 0, cpuSeconds = 0] = stdout.trim().split(" ").map(Number);
    return { seconds, peakMiB, cpuSeconds };
  });
}

function gzipAndSum(file: string): Measured {
  return best(runs, () => {
    const start = performance.now();
    const { status } = spawnSync("sh", ["-c", 'gzip -dc "$1" | sha256sum', "sh", file]);
    if (status !== 0) throw new Error(`gzip failed on ${file}`);
    return { seconds: (performance.now() - start) / 1000, peakMiB: Number.NaN, cpuSeconds: Number.NaN };
  });
}

/** The fastest run, with the peak memory of all. */
function best(times: number, measure: () => Measured): Measured {
  const all = Array.from({ length: times }, measure).sort((a, b) => a.seconds - b.seconds);
  const [fastest] = all;
  if (!fastest) throw new Error("Nothing was measured");
  return { ...fastest, peakMiB: Math.max(...all.map((run) => run.peakMiB)) };
}
