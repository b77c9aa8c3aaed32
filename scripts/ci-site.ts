// Our own site as CI sees it: facts pulled afresh from the demo platform, the site built from them, then every check.
// Blocks are proven before the build, for the pages show it. With --drills every runbook is executed before, on 210 MB of data: the pages then show these results.
import { resolve } from "node:path";
import { build } from "../src/cli/build.ts";
import { check } from "../src/cli/check.ts";
import { drill } from "../src/cli/drill.ts";
import { run } from "../src/cli/run-job.ts";
import { DEMO_FACTS, pullDemo } from "./demo/demo-facts.ts";

const root = resolve(import.meta.dirname, "..");
const facts = resolve(root, DEMO_FACTS);

/** Those that Debian's packages can run, which .ci/programs installs. */
const REQUIRED_DRILLS = [
  "dump-and-restore",
  "point-in-time-recovery",
  "verify-a-backup",
  "pgbackrest",
  "corrupt-index",
];

process.exitCode = await run(async () => {
  const demo = await pullDemo({ root, facts: DEMO_FACTS });
  await demo.stop();
  if (process.argv.includes("--drills")) {
    const drilled = await drill([], { root, facts, megabytes: "210", require: REQUIRED_DRILLS });
    if (drilled !== 0) return drilled;
  }
  // What the pages show of proofs and metrics is this run's own; what it finds, the last check says.
  const first = resolve(root, ".plumbline/first-check.txt");
  await check([], { root, facts, failOn: "error", recordProofs: true, recordMetrics: true, output: first });
  await build({ root, facts });
  return check([], { root, facts, failOn: "error", require: ["site"] });
});
