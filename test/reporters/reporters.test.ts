import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import type { Node } from "mdast";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import type { Log } from "sarif";
import { unified } from "unified";
import { describe, expect, test } from "vitest";
import type { Report } from "../../src/core/finding.ts";
import { reporters } from "../../src/reporters/index.ts";
import { sarifErrors } from "./sarif-errors.ts";
import { sharedReport } from "./shared-report.ts";

const HERE = import.meta.dirname;
const clean: Report = {
  ...sharedReport,
  findings: [],
  outcomes: sharedReport.outcomes.filter(({ status }) => status === "ran"),
};

function rendered(id: string, report = sharedReport, verbose = false): string {
  const reporter = reporters.find((each) => each.id === id);
  if (!reporter) throw new Error(`there is no reporter ${id}`);
  return reporter.render(report, { color: false, verbose });
}

// One report through every reporter; UPDATE=1 rewrites what a person then reads.
test.each(reporters.map(({ id }) => id))("%s says what expected/ holds", (id) => {
  const file = join(HERE, "fixtures/expected", `${id}.txt`);
  const text = rendered(id);
  if (process.env.UPDATE === "1") writeFileSync(file, text);
  expect(text).toBe(existsSync(file) ? readFileSync(file, "utf8") : undefined);
  expect(text.endsWith("\n")).toBe(true);
});

test("every expected text belongs to a reporter", () => {
  const ids = reporters.map(({ id }) => `${id}.txt`);
  expect(readdirSync(join(HERE, "fixtures/expected")).filter((name) => !ids.includes(name))).toEqual([]);
});

describe("sarif", () => {
  const valid = (text: string): Log => {
    const log = JSON.parse(text);
    expect(sarifErrors(log)).toEqual([]);
    return log;
  };

  test("is valid against its schema, with and without findings, and with suppressed ones", () => {
    expect(valid(rendered("sarif", clean)).runs[0]?.results).toEqual([]);
    expect(valid(rendered("sarif")).runs[0]?.results).toHaveLength(4);
    const all = valid(rendered("sarif", sharedReport, true)).runs[0]?.results;
    expect(all?.flatMap(({ suppressions }) => suppressions ?? [])).toEqual([
      { kind: "inSource", justification: "history of the archive" },
      { kind: "external", justification: "until the move" },
    ]);
  });

  test("the schema refuses what is not SARIF", () => {
    expect(sarifErrors({ version: "2.1.0", runs: [{ results: [{ level: "error" }] }] })).not.toEqual([]);
  });

  test("every result points at a rule with help; a failed check makes the run unsuccessful", () => {
    const run = valid(rendered("sarif")).runs[0];
    const rules = run?.tool.driver.rules ?? [];
    for (const { ruleId, ruleIndex } of run?.results ?? []) expect(rules[ruleIndex ?? -1]?.id).toBe(ruleId);
    expect(rules.every(({ help }) => help?.text.includes("plumbline allow"))).toBe(true);
    expect(run?.invocations?.[0]?.executionSuccessful).toBe(false);
    expect(valid(rendered("sarif", clean)).runs[0]?.invocations?.[0]?.executionSuccessful).toBe(true);
  });
});

describe("github", () => {
  test("no text of a page begins a line", () => {
    const lines = rendered("github").trimEnd().split("\n");
    const own = /^::(error|warning|notice) (file=[^:\n]*,title|title)=[a-z]+\/[a-z]+::/;
    expect(lines.slice(0, -1).filter((line) => !own.test(line))).toEqual([]);
    expect(lines).toHaveLength(4 + 2 + 1);
  });
});

describe("gitlab", () => {
  test("every issue has what GitLab requires; what did not run is there too", () => {
    const issues: Record<string, unknown>[] = JSON.parse(rendered("gitlab"));
    expect(issues).toHaveLength(4 + 2);
    for (const issue of issues) {
      expect(issue).toEqual({
        description: expect.stringMatching(/./),
        check_name: expect.stringMatching(/^[a-z]+\/[a-z]+$/),
        fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
        severity: expect.stringMatching(/^(info|minor|major|critical|blocker)$/),
        location: { path: expect.any(String), lines: { begin: expect.any(Number), end: expect.any(Number) } },
      });
    }
    expect(JSON.parse(rendered("gitlab", clean))).toEqual([]);
  });
});

describe("junit", () => {
  test("is well-formed XML whose counts are those of its cases", () => {
    const xml = rendered("junit");
    expect(XMLValidator.validate(xml)).toBe(true);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML 1.0 forbids.
    expect(xml).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/);
    const { testsuites } = new XMLParser({
      ignoreAttributes: false,
      isArray: (name) => /^test(suite|case)$/.test(name),
    }).parse(xml);
    const cases: Record<string, unknown>[] = testsuites.testsuite.flatMap(
      (suite: { testcase: unknown[] }) => suite.testcase,
    );
    expect(Number(testsuites["@_tests"])).toBe(cases.length);
    expect(Number(testsuites["@_failures"])).toBe(cases.filter((each) => "failure" in each).length);
    expect(["@_failures", "@_errors", "@_skipped"].map((name) => testsuites[name])).toEqual(["4", "1", "3"]);
  });
});

describe("markdown", () => {
  test("is a heading and tables; no text of a page is markup", () => {
    const tree = unified().use(remarkParse).use(remarkGfm).parse(rendered("markdown"));
    expect(tree.children.map(({ type }) => type)).toEqual(["heading", "table", "table"]);
    const types = new Set(walk(tree).map(({ type }) => type));
    expect([...types].filter((type) => ["html", "link", "image", "emphasis", "delete"].includes(type))).toEqual([]);
    const rows = tree.children.map((node) => ("children" in node ? node.children.length : 0));
    expect(rows.slice(1)).toEqual([1 + 4, 1 + 5]);
  });

  test("a long list is cut, and says so", () => {
    const [first] = sharedReport.findings;
    const findings = first ? Array.from({ length: 51 }, () => first) : [];
    expect(rendered("markdown", { ...sharedReport, findings })).toContain("and 1 more; run `plumbline check` for all.");
  });
});

function walk(node: Node): Node[] {
  const children = "children" in node ? (node.children as Node[]) : [];
  return [node, ...children.flatMap(walk)];
}
