// Runs the benchmarks, or those that are named: `npm run bench -- archives`. Exit code 1 where a goal was missed.
import { spawnSync } from "node:child_process";
import { join } from "node:path";

/** Each is a script of this folder; it prints ratios against a peer in the same run and exits 1 where a goal was missed. */
const BENCHMARKS = ["archives", "check", "pull", "proofs", "log"];

const chosen = process.argv.length > 2 ? process.argv.slice(2) : BENCHMARKS;
const unknown = chosen.filter((name) => !BENCHMARKS.includes(name));
if (unknown.length > 0) {
  console.error(`Unexpected benchmark ${unknown.join(", ")}, expected one of: ${BENCHMARKS.join(", ")}`);
  process.exit(2);
}
for (const name of chosen) {
  console.log(`## ${name}`);
  const { status } = spawnSync(process.execPath, [join(import.meta.dirname, `${name}.ts`)], { stdio: "inherit" });
  if (status !== 0) process.exitCode = 1;
}
