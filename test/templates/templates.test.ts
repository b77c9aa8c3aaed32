import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
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

test.each(["src/templates/github.yml", "src/templates/gitlab.yml", ".pre-commit-hooks.yaml"])(
  "%s is YAML, and each format that it names exists",
  (file) => {
    const text = read(file);
    expect(parse(text)).toBeTypeOf("object");
    const formats = [...text.matchAll(/--format (\w+)/g)].map((match) => match[1]);
    expect(formats.filter((format) => !reporters.some(({ id }) => id === format))).toEqual([]);
    expect(text).toContain("npx plumbline check");
  },
);
