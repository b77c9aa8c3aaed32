// Our own site as CI sees it: facts pulled afresh from the demo platform, the site built from them, then every check.
import { resolve } from "node:path";
import { build } from "../src/cli/build.ts";
import { check } from "../src/cli/check.ts";
import { run } from "../src/cli/run-job.ts";
import { DEMO_FACTS, pullDemo } from "./demo/demo-facts.ts";

const root = resolve(import.meta.dirname, "..");
const facts = resolve(root, DEMO_FACTS);

process.exitCode = await run(async () => {
  const demo = await pullDemo({ root, facts: DEMO_FACTS });
  await demo.stop();
  await build({ root, facts });
  return check([], { root, facts, failOn: "error", require: ["site"] });
});
