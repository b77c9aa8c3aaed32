import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { LintError } from "markdownlint";
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
    expect(rulesOf(found), file).toEqual(expect.arrayContaining(rulesOf(whole)));
    seen.pages += 1;
    seen.findings += whole.length;
    seen.cut += short === undefined ? 0 : text.length - short.length;
  }
  expect(seen.pages).toBeGreaterThan(100);
  expect(seen.findings).toBeGreaterThan(200);
  expect(seen.cut).toBeGreaterThan(10_000);
});

const PLAIN = "Words that mean nothing.\nMore of them here.\nAnd more of them there.\nThat is all of it.\n";
const ROWS = "| a thing | 12 |\n".repeat(4);
const CLEAN = `# Title\n\n${PLAIN}\n- one thing here\n- two things here\n- three things there\n- four things there\n\n\`\`\`text\nplain words\nmore words\nlast words\n\`\`\`\n\n| head | count |\n| --- | --- |\n${ROWS}\n${PLAIN}`;
const MISTAKES = [
  ["MD001", "## Two\n\n#### Four\n"],
  ["MD003", "Set in\nunderline here\n---\n"],
  ["MD004", "- one thing\n- two things\n- three things\n\ntext\n\n* four things\n"],
  ["MD005", "- one thing\n- two things\n - three things\n"],
  ["MD007", "- one thing\n- two things\n   - three things\n"],
  ["MD009", "some words \nmore words\n"],
  ["MD010", "some\twords\n"],
  ["MD011", "(some words)[https://example.com]\n"],
  ["MD012", "some words\n\n\nmore words\n"],
  ["MD014", "```sh\n$ some command here\n$ some command here\n$ some command here\n```\n"],
  ["MD018", "#Some words\n"],
  ["MD022", "## Some words\nmore words\n"],
  ["MD024", "## Same words\n\nText here.\n\n## Same words\n"],
  ["MD025", "# Another title\n"],
  ["MD026", "## Some words.\n"],
  ["MD027", ">  some words\n> more words\n"],
  ["MD028", "> some words\n\n> more words\n"],
  ["MD029", "1. one thing\n1. two things\n1. three things\n2. four things\n"],
  ["MD030", "-  one thing\n-  two things\n"],
  ["MD031", "some words\n```text\nmore words\n```\n"],
  ["MD032", "some words here\nmore words here\n- one thing\n- two things\nmore words\n"],
  ["MD034", "some words https://example.com/a more words\n"],
  ["MD034", "words www.example.com more words\n"],
  ["MD035", "---\n\nsome words\n\n***\n"],
  ["MD036", "**Some bold words**\n"],
  ["MD037", "some ** bold words ** here\n"],
  ["MD038", "some ` code words` here\n"],
  ["MD040", "```\nsome words\n```\n"],
  ["MD042", "some [words]() here\n"],
  ["MD045", "some ![](image.png) here\n"],
  ["MD049", "some *slanted words* and _slanted words_ here\n"],
  ["MD050", "some **bold words** and __bold words__ here\n"],
  ["MD052", "some [words here][nowhere] there\n"],
  ["MD053", "[nowhere]: https://example.com\n"],
  ["MD055", "| one | two |\n| --- | --- |\n| some words | 12 |\n| some words | 12 |\n| some words | 12\n"],
  ["MD056", "| one | two |\n| --- | --- |\n| some words | 12 |\n| some words | 12 |\n| some words |\n"],
  ["MD058", "some words\n| one | two |\n| --- | --- |\n| some words | 12 |\n"],
  ["MD059", "read [here](https://example.com) some words\n"],
] as const;

test("hides no mistake among plain words: one of every rule, at the top and at the end", async () => {
  expect(await lintWhole(CLEAN, {})).toEqual([]);
  expect(shortenProse(CLEAN)?.length).toBeLessThan(CLEAN.length / 2);
  for (const [rule, mistake] of MISTAKES) {
    for (const page of [CLEAN.replace("\n\n", `\n\n${mistake}\n`), `${CLEAN}\n${mistake}`]) {
      const whole = rulesOf(await lintWhole(page, {}));
      expect(whole, mistake).toContain(rule);
      expect(rulesOf(await lintWhole(shortenProse(page) ?? page, {})), mistake).toEqual(expect.arrayContaining(whole));
    }
  }
});

function rulesOf(errors: readonly LintError[]): string[] {
  return [...new Set(errors.map(({ ruleNames }) => ruleNames[0] ?? ""))];
}

const LONG = "one two three four five six seven eight nine ten";

test("shortens prose, and leaves what rules compare as it is", () => {
  expect(shortenProse(`${LONG}.\n`)).toBe("a.\n");
  expect(shortenProse(`- ${LONG}\n`.repeat(9))).toBe("- a\n- a\n");
  expect(shortenProse("| some words | **7** |\n".repeat(9))).toBe("| a | **a** |\n| a | **a** |\n");
  for (const line of [`# ${LONG}`, `| [${LONG}] |`, `see [${LONG}](/a)`, `> ${LONG}`])
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
