// Pulls the removal inventory of each earlier stage of the demo's code tree, as named baselines of content/facts.
import { join, resolve } from "node:path";
import { pull } from "../../src/cli/pull.ts";
import { run } from "../../src/cli/run-job.ts";
import { STAGES, writeCodeTree } from "./code-tree.ts";
import { DEMO_CODE } from "./demo-facts.ts";

/** The day of each stage, in the two weeks of the requirement document's sprint. */
const DAYS = ["2025-11-28", "2025-12-02", "2025-12-05"];
const root = resolve(import.meta.dirname, "../..");

process.exitCode = await run(async () => {
  let worst = 0;
  for (const [stage, day] of DAYS.entries()) {
    writeCodeTree(join(root, DEMO_CODE), stage);
    worst = Math.max(worst, await pull(["references"], { root, name: `stage-${stage + 1}`, now: `${day}T16:00:00Z` }));
  }
  writeCodeTree(join(root, DEMO_CODE), STAGES.length - 1);
  return worst;
});
