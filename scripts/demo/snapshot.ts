// Refreshes the committed snapshots of the demo platform, from which `npm run build` renders without a database.
import { resolve } from "node:path";
import { run } from "../../src/cli/run-job.ts";
import { pullDemo } from "./demo-facts.ts";

process.exitCode = await run(async () => {
  const demo = await pullDemo({ root: resolve(import.meta.dirname, "../.."), facts: undefined });
  await demo.stop();
  return 0;
});
