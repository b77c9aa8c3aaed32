import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readPages } from "../../src/content/index.ts";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "plumbline-pages-"));
  mkdirSync(join(root, "content/docs/b"), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const write = (file: string, content: string | Uint8Array) => writeFileSync(join(root, "content/docs", file), content);

test("reads Markdown and MDX below content/docs, sorted by path", async () => {
  for (const file of ["b/z.md", "a.mdx", "B.md", "note.txt", "b.md"]) write(file, "# A\n");
  expect((await readPages(root)).map(({ file }) => file)).toEqual([
    "content/docs/B.md",
    "content/docs/a.mdx",
    "content/docs/b.md",
    "content/docs/b/z.md",
  ]);
});

test("a file that is no text is a page with a problem, and the others are read", async () => {
  write("bad.md", Uint8Array.of(0x61, 0xff, 0xfe));
  write("nul.md", "a\0b");
  write("good.md", "# A\n");
  const pages = await readPages(root);
  expect(pages.map(({ problem }) => problem?.message)).toEqual([
    "Unexpected bytes that are not UTF-8",
    undefined,
    "Unexpected NUL at byte 1, expected text",
  ]);
});

test("a link to nowhere is a page with a problem; loops of folders end", async () => {
  symlinkSync(join(root, "nowhere.md"), join(root, "content/docs/dangling.md"));
  symlinkSync(join(root, "content/docs"), join(root, "content/docs/b/loop"));
  write("good.md", "# A\n");
  const pages = await readPages(root);
  expect(pages.map(({ file }) => file)).toEqual(["content/docs/dangling.md", "content/docs/good.md"]);
  expect(pages[0]?.problem?.message).toMatch(/cannot be read/);
});

test("leaves out folders of tools, and a folder that is named like a page", async () => {
  mkdirSync(join(root, "content/docs/folder.md"));
  for (const folder of ["node_modules/x", ".git", "dist", "src"]) {
    mkdirSync(join(root, folder), { recursive: true });
    writeFileSync(join(root, folder, "a.md"), "# A\n");
  }
  expect((await readPages(root, ["**/*.md"])).map(({ file }) => file)).toEqual(["src/a.md"]);
});

test("a file that cannot be opened is a page with a problem", async () => {
  symlinkSync("loop.md", join(root, "content/docs/loop.md"));
  expect((await readPages(root))[0]?.problem?.message).toMatch(/cannot be read/);
});
