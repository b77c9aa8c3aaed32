import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { linksInternal } from "../../src/checks/links/internal/index.ts";
import { parsePage } from "../../src/content/index.ts";
import { runChecks } from "../../src/core/run-checks.ts";
import { openFacts } from "../../src/facts/index.ts";
import { temporaryFolder } from "../temporary-folder.ts";

/** A page as Astro writes it for a redirect. */
const stub = (to: string) => `<!doctype html>
<title>Redirecting to: ${to}</title>
<meta http-equiv="refresh" content="0;url=${to}">
<body><a href="${to}">Redirecting</a></body>`;
const html = (text: string) => `<!doctype html><title>x</title><body>${text}</body>`;

/** The messages about a page that links to an old address, in the page and in a site of these files. */
async function messages(link: string, files: Record<string, string>): Promise<string[]> {
  const root = temporaryFolder();
  for (const [file, text] of Object.entries({ "index.html": html(`<a href="${link}">x</a>`), ...files })) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  const { findings } = await runChecks({
    checks: [{ check: linksInternal, options: linksInternal.options.parse({ redirects: { "/old/": "/new/" } }) }],
    project: {
      root,
      pages: [parsePage("content/docs/index.md", `[x](${link})\n`), parsePage("content/docs/new.md", "## Part\n")],
      files: [],
      readText: async () => "",
      facts: openFacts("nowhere"),
      freshFor: () => 0,
      site: root,
      configuration: { file: "plumbline.config.mjs", lineOf: (path) => (path.at(-1) === "/old/" ? 7 : undefined) },
      now: new Date("2026-11-24T00:00:00Z"),
      signal: new AbortController().signal,
    },
  });
  return findings.map(({ file, line, message }) => `${file}:${line} ${message}`);
}

const NEW = { "new/index.html": html('<h2 id="part">Part</h2>') };

test("a link to the old address of a renamed page holds where the site leads on to the new one", async () => {
  expect(await messages("/old/", { ...NEW, "old/index.html": stub("/new/") })).toEqual([]);
});

test("a redirect that was not built is found at its line of the configuration", async () => {
  expect(await messages("/new/", NEW)).toEqual([
    "plumbline.config.mjs:7 Unexpected built site without `/old/`, expected a page there that leads to `/new/`",
  ]);
  expect(await messages("/new/", { ...NEW, "old/index.html": stub("/other/") })).toHaveLength(1);
});

test("an anchor at the old address is found: a redirect forgets it", async () => {
  expect(await messages("/old/#part", { ...NEW, "old/index.html": stub("/new/") })).toEqual([
    "content/docs/index.md:1 Unexpected anchor `#part` at the redirect `/old/#part`, expected the page itself: a redirect forgets anchors",
  ]);
});
