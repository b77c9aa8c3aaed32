import { existsSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { type CheckProject, checkProject } from "./check-project.ts";

let project: CheckProject;
beforeEach(() => {
  project = checkProject();
});

describe("check --accept", () => {
  const TERMS = ["--accept", "--reason", "mended in January", "--owner", "docs", "--until", "2027-01-31"];

  test("writes what is open, which is then known, until its last day", () => {
    project.page("a", "Mongo.");
    expect(project.check([]).exit).toBe(1);
    const accepted = project.check(TERMS);
    expect([accepted.exit, accepted.stderr]).toEqual([0, "accepted 1 finding in plumbline.known.json\n"]);
    expect(accepted.findings).toMatchObject([{ check: "stale/term", state: "known" }]);
    expect(JSON.parse(project.read("plumbline.known.json"))).toMatchObject({
      findings: [{ file: "content/docs/a.md", reason: "mended in January", owner: "docs", until: "2027-01-31" }],
    });
    expect(project.check([]).exit).toBe(0);
    const late = project.check(["--now", "2027-02-01T00:00:00Z"]);
    expect(late.open).toEqual(["content/docs/a.md:5 stale/term", "plumbline.known.json:1 allowance/expired"]);
    project.page("a", "PostgreSQL.");
    expect(project.check([]).open).toEqual(["plumbline.known.json:1 allowance/unused"]);
  });

  test.each([
    [["--accept"], "without --reason, --owner, --until"],
    [["--accept", "--reason", "x", "--owner", " ", "--until", "2027-01-31"], "without --owner"],
    [[...TERMS.slice(0, -1), "2026-11-23"], "expected a day to come"],
    [[...TERMS.slice(0, -1), "soon"], "expected a day to come"],
    [["--owner", "docs"], "Unexpected --owner without --accept"],
    [[...TERMS, "--watch"], "Unexpected --watch together with --accept"],
  ])("refuses %j", (args, said) => {
    const { exit, stderr } = project.check(args);
    expect(exit).toBe(2);
    expect(stderr).toContain(said);
    expect(existsSync(join(project.root, "plumbline.known.json"))).toBe(false);
  });

  test("a damaged plumbline.known.json is named", () => {
    project.write("plumbline.known.json", '{ "format": 1, "findings": [{ "check": "a/b" }] }');
    const { exit, stderr } = project.check([]);
    expect([exit, stderr.split("\n")[0]]).toEqual([2, expect.stringMatching(/^plumbline\.known\.json: findings\.0\./)]);
  });
});
