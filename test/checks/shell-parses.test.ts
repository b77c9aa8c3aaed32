import { expect, test } from "vitest";
import { shellParses } from "../../src/checks/shell/parses/index.ts";
import { parsePage } from "../../src/content/index.ts";
import type { Project } from "../../src/core/check.ts";

const page = parsePage("content/docs/a.md", '```bash\npsql --comand=x\nrm -rf "$HERE/"*\n```\n');
const project = { now: new Date() } as Project;

async function run(given: object) {
  const options = shellParses.options.parse(given);
  const look = await shellParses.look?.page?.(page, options);
  return shellParses.run(project, options, { pages: look ? [look] : [], files: new Map() });
}

test("programs that are missing are named, and what needs them is left out", async () => {
  const { note, findings } = await run({ programs: ["/nowhere"] });
  expect(note).toBe("not installed here, so blocks were not held against them: psql, shellcheck");
  expect(findings).toEqual([]);
});

test("a program that is required and missing stops the check", async () => {
  await expect(run({ programs: ["/nowhere"], require: ["shellcheck"] })).rejects.toThrow(
    "Missing shellcheck, which `require` of shell/parses asks for",
  );
});

test("a rule of ShellCheck can be left out everywhere", async () => {
  expect((await run({})).findings.map(({ evidence }) => evidence?.rule)).toEqual([undefined, "SC2115"]);
  expect((await run({ exclude: ["SC2115"] })).findings).toHaveLength(1);
});
