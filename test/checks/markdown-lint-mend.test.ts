import { expect, test } from "vitest";
import { markdownLint } from "../../src/checks/markdown/lint.ts";
import { parsePage } from "../../src/content/index.ts";

const OPTIONS = markdownLint.options.parse({});

/** As `--fix` does: again, until nothing changes. */
async function mend(text: string): Promise<string> {
  const mended = (await markdownLint.mend?.(parsePage("content/docs/a.md", text), OPTIONS)) ?? text;
  return mended === text ? text : mend(mended);
}

test("mends what needs no person, and nothing twice", async () => {
  const once = await mend("---\ntitle: A\n---\n## A \ntext \n\n\n\n*  b\n");
  expect(once).toBe("---\ntitle: A\n---\n## A\n\ntext\n\n* b\n");
  expect(await mend(once)).toBe(once);
});

test("leaves a page as it is where only a person can decide", async () => {
  const text = "---\ntitle: A\n---\n\n![](x.png)\n\n```\nx\n```\n";
  expect(await mend(text)).toBe(text);
});

test("leaves alone what the page allows", async () => {
  const allow = '<!-- plumbline allow markdown/lint reason="shown as it is" -->';
  const text = `---\ntitle: A\n---\n\n${allow}\n\n*  b\n\nText\n\n*  c\n`;
  expect(await mend(text)).toBe(text.replace("*  c", "* c"));
});
