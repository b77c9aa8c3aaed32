// The main job in one command: a server (and your own, where the environment names one), a pull, a check, a build, and the site at http://localhost:4321.
import { resolve } from "node:path";
import { build } from "../src/cli/build.ts";
import { check } from "../src/cli/check.ts";
import { openConsole, step } from "../src/cli/console.ts";
import { interrupted } from "../src/cli/interrupted.ts";
import { run } from "../src/cli/run-job.ts";
import { startPreview } from "../src/cli/serve.ts";
import { DEMO_FACTS, ownServer, pullDemo } from "./demo/demo-facts.ts";

const root = resolve(import.meta.dirname, "..");
const facts = resolve(root, DEMO_FACTS);
const console_ = openConsole({});

process.exitCode = await run(async () => {
  const own = ownServer();
  const demo = await step(console_, "pulled fresh facts", () => pullDemo({ root, facts: DEMO_FACTS }));
  try {
    const findings = await step(console_, "checked the pages", () =>
      check([], { root, facts, failOn: "error", recordProofs: true, recordMetrics: true }),
    );
    // Our pages do not describe a server of yours: what they lack of it is said, and does not keep the site from you.
    if (findings !== 0 && (findings !== 1 || own === undefined)) return findings;
    await build({ root, facts });
    const preview = await startPreview({ root, facts, port: process.env.PORT ?? "4321" }, console_);
    await interrupted();
    await preview.stop();
    return 0;
  } finally {
    await demo.stop();
  }
});
