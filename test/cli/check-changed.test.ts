import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { type CheckProject, checkProject } from "./check-project.ts";

let project: CheckProject;
const git = (...args: string[]) => spawnSync("git", ["-C", project.root, ...args], { encoding: "utf8" });

describe("check --changed", () => {
  beforeEach(() => {
    project = checkProject();
    project.page("old", "Mongo.");
    git("init", "-q");
    git("-c", "user.name=x", "-c", "user.email=x@example.org", "add", "-A");
    git("-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-qm", "x");
  });

  test("is asked about files that differ, and says how much it leaves out", () => {
    expect(project.check(["--changed"]).open).toEqual([]);
    project.page("new", "Mongo.");
    const { open, stderr, outcomes, exit } = project.check(["--changed", "HEAD"]);
    expect([exit, open]).toEqual([1, ["content/docs/new.md:5 stale/term"]]);
    expect(stderr).toContain("1 open finding in files that did not change");
    expect(outcomes).toContainEqual(expect.objectContaining({ check: "links/external", status: "skipped" }));
  });

  test("counts everywhere what a change breaks elsewhere", () => {
    rmSync(join(project.root, "content/docs/a.md"));
    expect(project.check(["--changed"]).open).toEqual(["content/docs/index.md:5 links/internal"]);
    project.write("plumbline.config.json", `${project.read("plumbline.config.json")}\n`);
    expect(project.check(["--changed"]).open).toContain("content/docs/old.md:5 stale/term");
  });

  test("refuses what is no revision, and a folder without a repository", () => {
    expect(project.check(["--changed=--output=x"]).stderr).toContain("Unexpected revision");
    rmSync(join(project.root, ".git"), { recursive: true });
    const { exit, stderr } = project.check(["--changed"]);
    expect([exit, stderr]).toEqual([2, expect.stringContaining("Unexpected revision `HEAD`")]);
  });
});
