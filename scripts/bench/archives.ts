// Measures the archive reader on 400 MB of BSON against `gzip -dc FILE | sha256sum` in the same run, and prints ratios.
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { archivesSample } from "./archives-sample.ts";

/** `node scripts/bench/archives.ts [MEGABYTES] [RUNS]`; the best of RUNS counts, each in a process of its own. */
const megabytes = Number(process.argv[2] ?? 400);
const runs = Number(process.argv[3] ?? 3);

const folder = join(tmpdir(), "plumbline-bench");
const sample = await archivesSample(folder, megabytes);
const worker = join(import.meta.dirname, "archives-run.ts");

interface Measured {
  seconds: number;
  peakMiB: number;
}

function best(measure: () => Measured): Measured {
  const all = Array.from({ length: runs }, measure);
  return { seconds: Math.min(...all.map((one) => one.seconds)), peakMiB: Math.max(...all.map((one) => one.peakMiB)) };
}

/** Wall-clock time of the whole process, its start included; peak memory as the process itself reports it. */
function plumbline(...args: string[]): Measured {
  return best(() => {
    const start = performance.now();
    const { stdout, stderr, status } = spawnSync(process.execPath, [worker, ...args], { encoding: "utf8" });
    if (status !== 0) throw new Error(stderr);
    return { seconds: (performance.now() - start) / 1000, peakMiB: Number(stdout) };
  });
}

function gzipAndSum(file: string): Measured {
  return best(() => {
    const start = performance.now();
    const { status } = spawnSync("sh", ["-c", 'gzip -dc "$1" | sha256sum', "sh", file]);
    if (status !== 0) throw new Error(`gzip failed on ${file}`);
    return { seconds: (performance.now() - start) / 1000, peakMiB: Number.NaN };
  });
}

function row(name: string, { seconds, peakMiB }: Measured, base: number, goal: string): void {
  const memory = Number.isNaN(peakMiB) ? "" : `${peakMiB.toFixed(0)} MiB`;
  const cells = [name.padEnd(34), `${seconds.toFixed(2)} s`.padStart(8), `${(seconds / base).toFixed(2)}x`.padStart(7)];
  console.log([...cells, memory.padStart(9), goal].join("  "));
}

const base = gzipAndSum(sample.collection).seconds;
row("gzip -dc FILE | sha256sum", { seconds: base, peakMiB: Number.NaN }, base, "");
row("collection dump, gzip", plumbline("plain", sample.collection), base, "goal 0.70x, 200 MiB");
row("archive stream, gzip, CRC-64", plumbline("plain", sample.archive), base, "goal 0.90x, 200 MiB");
row("collection dump, field inventory", plumbline("fields", sample.collection), base, "goal 1.50x, 200 MiB");
row("archive stream, field inventory", plumbline("fields", sample.archive), base, "goal 1.50x, 200 MiB");

const four = join(folder, `four-${megabytes}`);
mkdirSync(four, { recursive: true });
for (const name of ["a", "b", "c", "d"]) cpSync(sample.archive, join(four, name), { force: false });
const one = plumbline("many", four, "1");
row("four archives, one after the other", one, base, "");
const parallel = plumbline("many", four, "2");
row("four archives, two at once", parallel, base, `${(one.seconds / parallel.seconds).toFixed(2)} times as fast`);
