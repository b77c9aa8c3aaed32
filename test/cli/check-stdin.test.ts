import { beforeEach, describe, expect, test } from "vitest";
import { type CheckProject, checkProject } from "./check-project.ts";

let project: CheckProject;
beforeEach(() => {
  project = checkProject();
});

describe("check --stdin-filename", () => {
  test("looks at what the editor holds, and reports on it alone", () => {
    project.page("a", "Mongo on disk.");
    const { open, exit } = project.check(
      ["--stdin-filename", "content/docs/index.md"],
      "---\ntitle: I\n---\n\nA\n[x](/a/#no) Mongo.\n",
    );
    expect(exit).toBe(1);
    expect(open).toEqual(["content/docs/index.md:6 links/internal", "content/docs/index.md:6 stale/term"]);
    expect(project.check([]).open).toEqual(["content/docs/a.md:5 stale/term"]);
  });

  test("knows a page that is not saved yet, and refuses a file outside", () => {
    expect(project.check(["--stdin-filename", "content/docs/b/new.md"], "Mongo.\n").open).toContain(
      "content/docs/b/new.md:1 stale/term",
    );
    expect(project.check(["--stdin-filename", "../x.md"], "x").stderr).toContain("expected one below");
    expect(project.check(["--stdin-filename", "content/docs/a.md", "--fix"], "x").stderr).toContain(
      "together with --fix",
    );
  });
});
