// One measured run of the archive benchmark in a process of its own; prints the process's peak memory in MiB.
import { readdirSync } from "node:fs";
import { inspectArchive } from "../../src/sources/archives/inspect.ts";
import { inspectMany } from "../../src/sources/archives/inspect-many.ts";

const [mode, path = "", jobs = "1"] = process.argv.slice(2);
if (mode === "many") {
  await inspectMany(path, readdirSync(path), { jobs: Number(jobs) });
} else {
  const { status } = await inspectArchive(path, { fields: mode === "fields" });
  if (status !== "intact") throw new Error(`${path} is ${status}`);
}
console.log(process.resourceUsage().maxRSS / 1024);
