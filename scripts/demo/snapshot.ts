// Refreshes the committed snapshots of the demo platform, from which `npm run build` renders without a database.
import { resolve } from "node:path";
import { check } from "../../src/cli/check.ts";
import { run } from "../../src/cli/run-job.ts";
import { pullDemo } from "./demo-facts.ts";
import { pullHistory } from "./history.ts";

process.exitCode = await run(async () => {
  const root = resolve(import.meta.dirname, "../..");
  const demo = await pullDemo({ root, facts: undefined, beforePull: (platform) => pullHistory(platform, root, 5) });
  await demo.stop();
  return check([], { root, failOn: "error", recordProofs: true, recordMetrics: true });
});
