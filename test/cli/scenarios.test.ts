import { spawnSync } from "node:child_process";
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../temporary-folder.ts";

/** One run of the CLI in a scenario: what was asked, and how it ended. */
interface Scenario {
  command: string[];
  env?: Record<string, string>;
  exit: number;
}

const HERE = import.meta.dirname;
const CLI = resolve(HERE, "../../src/cli/plumbline.mjs");
const names = readdirSync(HERE, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

// Each folder is a tiny project with what the user sees; UPDATE=1 rewrites stdout.txt and stderr.txt, a person reads the diff.
test.each(names)("%s", (name) => {
  const folder = join(HERE, name);
  const scenario: Scenario = JSON.parse(readFileSync(join(folder, "scenario.json"), "utf8"));
  const root = temporaryFolder();
  if (existsSync(join(folder, "project"))) cpSync(join(folder, "project"), root, { recursive: true });
  const run = spawnSync(process.execPath, [CLI, ...scenario.command], {
    cwd: root,
    env: { PATH: process.env.PATH, HOME: root, NO_COLOR: "1", ...scenario.env },
    encoding: "utf8",
  });
  expectText(join(folder, "stderr.txt"), steady(run.stderr, root));
  expectText(join(folder, "stdout.txt"), steady(run.stdout, root));
  expect(run.status, run.stderr).toBe(scenario.exit);
});

/** What differs from run to run: the folder, durations. */
function steady(text: string, root: string): string {
  return text.replaceAll(root, "<root>").replaceAll(/\(\d+\.\d s\)/g, "(… s)");
}

function expectText(file: string, text: string): void {
  if (process.env.UPDATE) writeFileSync(file, text);
  expect(text).toBe(existsSync(file) ? readFileSync(file, "utf8") : undefined);
}
