import type { Log } from "sarif";
import { expect, test } from "vitest";
import { checks } from "../../src/checks/index.ts";
import { sarifErrors } from "../reporters/sarif-errors.ts";
import { checkProject } from "./check-project.ts";

test("check --format sarif writes a valid log with help for every rule, and its place for every finding", () => {
  const { page, check } = checkProject();
  page("a", "Mongo, and a [way](/nowhere/).");
  const { exit, stdout } = check(["--format", "sarif"]);
  const log: Log = JSON.parse(stdout);
  expect([exit, sarifErrors(log)]).toEqual([1, []]);
  const [run] = log.runs;
  expect(run?.tool.driver.rules?.map(({ id }) => id)).toEqual(checks.map(({ id }) => id));
  for (const { help } of run?.tool.driver.rules ?? [])
    expect(help?.markdown).toMatch(/\*\*Mend\*\*: .+\n.*\*\*Allow\*\*/s);
  const seen = run?.results?.map(({ ruleId, locations }) => {
    const { artifactLocation, region } = locations?.[0]?.physicalLocation ?? {};
    return [ruleId, artifactLocation?.uri, region?.startLine, region?.startColumn];
  });
  expect(seen).toEqual([
    ["stale/term", "content/docs/a.md", 5, 1],
    ["links/internal", "content/docs/a.md", 5, 20],
  ]);
});
