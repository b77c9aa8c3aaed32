import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { Command } from "commander";
import { expect, test } from "vitest";
import { commands } from "../../src/cli/commands/index.ts";

const CLI = resolve(import.meta.dirname, "../../src/cli/plumbline.mjs");
const program = new Command();
for (const add of commands) add(program, () => {});
const every = program.commands.flatMap((command) => [
  [command.name()],
  ...command.commands.map((below) => [command.name(), below.name()]),
]);

test.each([[], ...every].map((words) => [words.join(" ") || "plumbline", words] as const))(
  "the help of %s shows an example that begins with the command",
  (_, words) => {
    const { status, stdout } = spawnSync(process.execPath, [CLI, ...words, "--help"], { encoding: "utf8" });
    expect(status).toBe(0);
    expect(stdout).toMatch(new RegExp(`Example:\n  \\$ .*plumbline ${words.join(" ")}`));
  },
);
