import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { staleTerm } from "../../src/checks/stale/term.ts";
import { parsePage } from "../../src/content/index.ts";
import type { Project } from "../../src/core/check.ts";
import { lookAt } from "../../src/core/look-at.ts";
import { openFacts } from "../../src/facts/index.ts";

interface Labelled {
  line: number;
  scope: string;
  text: string;
  /** Offsets in `text` of what has to be found. */
  marked: { start: number; end: number }[];
}

/** Wraps a text in the scope that it is labelled with; the check reads it as a page like any other. */
const PAGES: Readonly<Record<string, (text: string) => { page: string; scope: string }>> = {
  prose: (text) => ({ page: `${text}\n`, scope: "prose" }),
  heading: (text) => ({ page: `## ${text}\n`, scope: "heading" }),
  "inline-code": (text) => ({ page: `Type \`${text}\` here.\n`, scope: "inline-code" }),
  "link-text": (text) => ({ page: `See [${text}](https://example.test/).\n`, scope: "link-text" }),
  "link-address": (text) => ({ page: `See [it](${text}).\n`, scope: "link-address" }),
  "image-text": (text) => ({ page: `![${text}](a.png)\n`, scope: "image-text" }),
  "front-matter": (text) => ({ page: `---\n${text}\n---\n`, scope: "front-matter" }),
  table: (text) => ({ page: `| a | b |\n|---|---|\n| x | ${text} |\n`, scope: "table" }),
  html: (text) => ({ page: `<div>\n${text}\n</div>\n`, scope: "html" }),
  comment: (text) => ({ page: `<!-- ${text} -->\n`, scope: "comment" }),
  mdx: (text) => ({ page: `${text}\n`, scope: "mdx" }),
  list: (text) => ({ page: `- a\n- ${text}\n`, scope: "prose" }),
  quote: (text) => ({ page: `> ${text}\n`, scope: "prose" }),
  aside: (text) => ({ page: `:::note\n${text}\n:::\n`, scope: "prose" }),
  footnote: (text) => ({ page: `a[^1]\n\n[^1]: ${text}\n`, scope: "prose" }),
};

test("precision is 1.0 and recall at least 0.98 on the labelled lines", async ({ annotate }) => {
  const labelled = readLabelled();
  expect(labelled.length).toBeGreaterThanOrEqual(400);
  const results = await Promise.all(labelled.map(judge));
  const count = (pick: (result: Judged) => number) => results.reduce((sum, result) => sum + pick(result), 0);
  const [right, missed, wrong] = [count((r) => r.right), count((r) => r.missed.length), count((r) => r.wrong.length)];
  const faults = results.flatMap(({ line, missed, wrong }) => [
    ...missed.map((text) => `line ${line}: missed ${text}`),
    ...wrong.map((text) => `line ${line}: false ${text}`),
  ]);
  const figures = `${right} right, ${missed} missed, ${wrong} false on ${labelled.length} lines`;
  await annotate(figures);
  expect(wrong, [figures, ...faults].join("\n")).toBe(0);
  expect(right / (right + missed), [figures, ...faults].join("\n")).toBeGreaterThanOrEqual(0.98);
});

interface Judged {
  line: number;
  right: number;
  missed: string[];
  wrong: string[];
}

async function judge({ line, scope, text, marked }: Labelled): Promise<Judged> {
  const found = await findIn(scope, text);
  const isSame = (a: { start: number; end: number }, b: { start: number; end: number }) =>
    a.start < b.end && b.start < a.end;
  return {
    line,
    right: marked.filter((mark) => found.some((each) => isSame(mark, each))).length,
    missed: marked
      .filter((mark) => !found.some((each) => isSame(mark, each)))
      .map(({ start, end }) => text.slice(start, end)),
    wrong: found.filter((each) => !marked.some((mark) => isSame(mark, each))).map(({ match }) => match),
  };
}

/** What the check finds, as offsets in the text; a finding in another scope than the labelled one is a wrong one. */
async function findIn(scope: string, text: string): Promise<{ start: number; end: number; match: string }[]> {
  const isName = scope === "file-name";
  const language = scope.startsWith("fence:") ? scope.slice("fence:".length) : undefined;
  const made = language
    ? { page: `\`\`\`${language}\n${text}\n\`\`\`\n`, scope: "fence" }
    : isName
      ? { page: "x\n", scope: "file-name" }
      : PAGES[scope]?.(text);
  if (!made) throw new Error(`no scope ${scope}`);
  const file = isName ? `content/docs/${text}.md` : `content/docs/a.${scope === "mdx" ? "mdx" : "md"}`;
  const project = projectOf(file, made.page);
  const options = staleTerm.options.parse({ retired: [{ preset: "mongodb" }] });
  const { findings } = await staleTerm.run(project, options, await lookAt(staleTerm, project, options));
  const at = made.page.indexOf(text);
  return findings.map((finding) => {
    const match = String(finding.evidence?.match);
    if (isName) return { start: text.indexOf(match), end: text.indexOf(match) + match.length, match };
    const lineStart =
      made.page
        .split("\n")
        .slice(0, finding.line - 1)
        .join("\n").length + (finding.line > 1 ? 1 : 0);
    const start = lineStart + finding.column - 1 - at;
    const said = finding.evidence?.scope;
    const isScope = said === made.scope || (made.scope !== "fence" && said === "inline-code");
    return isScope ? { start, end: start + match.length, match } : { start: -9, end: -8, match: `${match} in ${said}` };
  });
}

function projectOf(file: string, text: string): Project {
  return {
    root: "/",
    pages: [parsePage(file, text)],
    files: [],
    readText: async () => "",
    facts: openFacts("nowhere"),
    freshFor: () => 0,
    site: undefined,
    now: new Date("2026-11-24T00:00:00Z"),
    signal: new AbortController().signal,
  };
}

function readLabelled(): Labelled[] {
  const lines = readFileSync(join(import.meta.dirname, "labelled/stale-term.txt"), "utf8").split("\n");
  return lines.flatMap((row, index) => {
    if (row === "" || row.startsWith("#")) return [];
    const [scope = "", marks = ""] = row.split("\t");
    const marked: Labelled["marked"] = [];
    let text = "";
    for (const part of marks.split(/(«[^»]*»)/)) {
      const inner = part.startsWith("«") ? part.slice(1, -1) : part;
      if (inner !== part) marked.push({ start: text.length, end: text.length + inner.length });
      text += inner;
    }
    return [{ line: index + 1, scope, text, marked }];
  });
}
