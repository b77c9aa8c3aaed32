// One measured run of the archive benchmark in a process of its own; prints its peak memory in MiB and its processor time in seconds.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { inspectArchive } from "../../src/sources/archives/inspect.ts";
import { inspectMany } from "../../src/sources/archives/inspect-many.ts";

const [mode, path = "", jobs = "1"] = process.argv.slice(2);
if (mode === "many") {
  await inspectMany(path, readdirSync(path), { jobs: Number(jobs) });
} else {
  const { status } = await inspectArchive(path, { fields: mode === "fields" });
  if (status !== "intact") throw new Error(`${path} is ${status}`);
}
const { user, system } = process.cpuUsage();
console.log(peakKiB() / 1024, (user + system) / 1e6);

/** On Linux the peak of getrusage is never below that of the process that started this one; /proc knows our own. */
function peakKiB(): number {
  const status = existsSync("/proc/self/status") ? readFileSync("/proc/self/status", "utf8") : "";
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? process.resourceUsage().maxRSS);
}
