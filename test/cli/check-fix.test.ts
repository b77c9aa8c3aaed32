import { expect, test } from "vitest";
import { checkProject } from "./check-project.ts";

test("check --fix mends, keeps line endings and byte order mark, leaves what is allowed, and reports the rest", () => {
  const project = checkProject();
  const text = "\uFEFF---\r\ntitle: A\r\n---\r\n## Part\r\n*  one\r\n\r\n\r\n![](/x.png)\r\n";
  project.write("content/docs/a.md", text);
  project.page("kept", '<!-- plumbline allow markdown/lint reason="shown as it is" -->\n\n*  one');
  const { exit, open, stderr } = project.check(["--fix", "--only", "markdown/lint"]);
  expect(stderr).toBe("mended 1 page: content/docs/a.md\n");
  expect(project.read("content/docs/a.md")).toBe(
    "\uFEFF---\r\ntitle: A\r\n---\r\n## Part\r\n\r\n* one\r\n\r\n![](/x.png)\r\n",
  );
  expect(project.read("content/docs/kept.md")).toContain("*  one");
  expect([exit, open]).toEqual([1, ["content/docs/a.md:8 markdown/lint"]]);
});
