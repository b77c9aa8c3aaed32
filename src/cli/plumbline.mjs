#!/usr/bin/env node
// Starts the CLI under the Node that package.json pins, whatever Node the machine has.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import module, { createRequire } from "node:module";
import { dirname, join } from "node:path";

const OLDEST = [22, 18];
const PACKAGES = { linux: "node-linux", "darwin-arm64": "node-bin-darwin", darwin: "node-darwin" };

const [major, minor] = process.versions.node.split(".").map(Number);
if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) {
  // Types are stripped once, not at every start; below the package, where no other user of the machine can write.
  module.enableCompileCache?.(join(import.meta.dirname, "../../node_modules/.cache/plumbline"));
  const source = join(import.meta.dirname, "main.ts");
  // A package holds compiled files only: Node runs no TypeScript inside node_modules.
  const { main } = await import(existsSync(source) ? "./main.ts" : "../../lib/cli/main.js");
  process.exitCode = await main(process.argv.slice(2));
} else {
  const { status, signal } = spawnSync(pinnedNode(), process.argv.slice(1), { stdio: "inherit" });
  process.exitCode = signal ? 130 : (status ?? 2);
}

function pinnedNode() {
  const family = PACKAGES[`${process.platform}-${process.arch}`] ?? PACKAGES[process.platform];
  try {
    const manifest = createRequire(import.meta.url).resolve(`${family}-${process.arch}/package.json`);
    return join(dirname(manifest), "bin", "node");
  } catch {
    console.error(`Unexpected Node ${process.versions.node}, expected ${OLDEST.join(".")} or newer`);
    console.error("hint: run `npm ci`, which brings Node 24 as a package, or install a newer Node.");
    process.exit(2);
  }
}
