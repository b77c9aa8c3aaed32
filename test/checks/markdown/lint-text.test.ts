import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { lintText, lintWhole } from "../../../src/checks/markdown/lint-text.ts";
import { shortenProse } from "../../../src/checks/markdown/shorten-prose.ts";

const ROOT = join(import.meta.dirname, "../../..");
const PAGES = globSync(["content/docs/**/*.md", "test/checks/fixtures/**/*.md", "node_modules/[a-f]*/README.md"], {
  cwd: ROOT,
});

test("what markdownlint finds on real pages, it finds on the shortened ones too", async () => {
  const seen = { pages: 0, findings: 0, cut: 0 };
  for (const file of PAGES) {
    const text = readFileSync(join(ROOT, file), "utf8");
    if (text.length > 12_000) continue;
    const whole = await lintWhole(text, {});
    const short = shortenProse(text);
    const found = short === undefined ? whole : await lintWhole(short, {});
    const places = found.map(({ lineNumber, ruleNames }) => `${lineNumber} ${ruleNames[0]}`);
    for (const error of whole) expect(places, file).toContain(`${error.lineNumber} ${error.ruleNames[0]}`);
    seen.pages += 1;
    seen.findings += whole.length;
    seen.cut += short === undefined ? 0 : text.length - short.length;
  }
  expect(seen.pages).toBeGreaterThan(100);
  expect(seen.findings).toBeGreaterThan(200);
  expect(seen.cut).toBeGreaterThan(10_000);
});

const LONG = "one two three four five six seven eight nine ten";

test("shortens prose, and leaves what rules compare as it is", () => {
  expect(shortenProse(`${LONG}.\n`)).toBe("one ten.\n");
  for (const line of [`# ${LONG}`, `| ${LONG} |`, `see [${LONG}](/a)`, `> ${LONG}`])
    expect(shortenProse(line)).toBe(line);
  expect(shortenProse(`[${LONG}\n${LONG}](/a)`)).toBeUndefined();
});

test("gives the columns of the page as it is written", async () => {
  const [error] = await lintText(`# A\n\n${LONG} \t\n`, {});
  expect(error?.errorRange?.[0]).toBe(LONG.length + 2);
});

test("measures lines where the project asks for it", async () => {
  const errors = await lintText(`# A\n\n${LONG}\n`, { MD013: { line_length: 40 } });
  expect(errors.map(({ ruleNames }) => ruleNames[0])).toEqual(["MD013"]);
});

test("reads a line of one endless word in bounded time", () => {
  const start = performance.now();
  shortenProse("a".repeat(200_000));
  shortenProse("a -- ".repeat(40_000));
  expect(performance.now() - start).toBeLessThan(1000);
});
