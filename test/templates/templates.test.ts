import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { Command } from "commander";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { commands } from "../../src/cli/commands/index.ts";
import { NEEDS } from "../../src/core/check.ts";
import { reporters } from "../../src/reporters/index.ts";
import { sharedReport } from "../reporters/shared-report.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const read = (file: string) => readFileSync(resolve(ROOT, file), "utf8");

test("the problem matcher finds every open finding of the text report, and nothing else", () => {
  const { tasks } = JSON.parse(read("src/templates/vscode-tasks.json"));
  const { regexp, file, line, code } = tasks[0].problemMatcher.pattern;
  const text = reporters[0]?.render(sharedReport, { color: false, verbose: false }) ?? "";
  const found = text.split("\n").flatMap((each) => {
    const match = new RegExp(regexp).exec(each);
    return match ? [[match[file], Number(match[line]), match[code]]] : [];
  });
  const open = sharedReport.findings.filter(({ state }) => state === "open");
  expect(found.map((each) => each.slice(1))).toEqual(open.map((each) => [each.line, each.check]));
  expect(found[0]?.[0]).toBe("content/docs/a.md");
});

/** Every text of a parsed template, wherever it stands. */
const textsOf = (value: unknown): string[] =>
  typeof value === "string" ? [value] : value && typeof value === "object" ? Object.values(value).flatMap(textsOf) : [];

/** The arguments of each `plumbline` that a template's scripts call. */
function callsOf(template: unknown): string[][] {
  const steps = textsOf(template).flatMap((text) => text.split(/\n|\|\||&&|;|>>?/));
  return steps.flatMap((step) => {
    const [npx, name, ...args] = step.trim().split(/\s+/);
    return npx === "npx" && name === "plumbline" ? [args] : [];
  });
}

/** Lets the CLI's own parser read arguments, and runs nothing. Throws where it would refuse them. */
async function parsed(args: readonly string[]): Promise<{ command: string; options: Record<string, unknown> }> {
  const program = new Command("plumbline");
  for (const add of commands) add(program, () => undefined);
  let seen = { command: "", options: {} };
  for (const command of [program, ...program.commands]) {
    command.exitOverride().configureOutput({ writeErr: () => undefined });
    if (command === program) continue;
    command.action(() => {
      seen = { command: command.name(), options: command.opts() };
    });
  }
  await program.parseAsync(args, { from: "user" });
  return seen;
}

const reportFormats = reporters.map(({ id }) => id);

test.each([
  ["src/templates/github.yml", ["check", "build", "check", "check"], ["text", "github", "markdown"]],
  ["src/templates/gitlab.yml", ["check", "build", "check", "check"], ["text", "junit", "gitlab"]],
  [".pre-commit-hooks.yaml", ["check"], ["text"]],
])("each plumbline command line of %s is one that the CLI takes", async (file, names, formats) => {
  const calls = await Promise.all(callsOf(parse(read(file))).map(parsed));
  expect(calls.map(({ command }) => command)).toEqual(names);
  const checks = calls.filter(({ command }) => command === "check");
  expect(checks.map(({ options }) => options.format)).toEqual(formats);
  expect(formats.filter((format) => !reportFormats.includes(format))).toEqual([]);
  const needs = checks.flatMap(({ options }) => (options.require as string[] | undefined) ?? []);
  expect(needs.filter((need) => !NEEDS.some((one) => one === need))).toEqual([]);
});

test.each([["check", "--formt", "text"], ["chek"], ["build", "--format", "text"]])(
  "a command line that the CLI refuses (%s %s) is found by the test above",
  async (...args) => {
    await expect(parsed(args)).rejects.toThrow(/unknown (option|command)/);
  },
);
