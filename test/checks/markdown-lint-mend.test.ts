import { expect, test } from "vitest";
import { markdownLint } from "../../src/checks/markdown/lint.ts";
import { parsePage } from "../../src/content/index.ts";

const OPTIONS = markdownLint.options.parse({});
const mend = async (text: string) => markdownLint.mend?.(parsePage("content/docs/a.md", text), OPTIONS);

test("mends what needs no person, and nothing twice", async () => {
  const once = await mend("---\ntitle: A\n---\n## A \ntext \n\n\n\n*  b\n");
  expect(once).toBe("---\ntitle: A\n---\n## A\n\ntext\n\n* b\n");
  expect(await mend(once ?? "")).toBe(once);
});

test("leaves a page as it is where only a person can decide", async () => {
  const text = "---\ntitle: A\n---\n\n![](x.png)\n\n```\nx\n```\n";
  expect(await mend(text)).toBe(text);
});
