import { applyFixes, type LintError } from "markdownlint";
import { lint } from "markdownlint/promise";
import * as z from "zod";
import type { Check } from "../../core/check.ts";
import type { Draft } from "../../core/finding.ts";
import type { Page } from "../../core/page.ts";
import { type TextLines, textLines } from "../../core/text-lines.ts";
import { lintRules } from "./lint-rules.ts";
import { frontMatter } from "./rules/front-matter.ts";
import { runbookHeadings } from "./rules/runbook-headings.ts";
import { undatedWords } from "./rules/undated-words.ts";

const ruleOptions = z.union([z.boolean(), z.record(z.string(), z.unknown())]);

const options = z.strictObject({
  rules: z
    .record(z.string(), ruleOptions)
    .default({})
    .describe("markdownlint's configuration by rule, such as `MD013: { line_length: 120 }` or `MD040: false`."),
  frontMatter: z
    .array(z.string().min(1))
    .default(["title"])
    .describe("PL001: keys that the front matter of every page of the site must have."),
  runbooks: z
    .strictObject({
      paths: z.array(z.string().min(1)).min(1).describe("Globs of the runbooks."),
      headings: z.array(z.string().min(1)).min(1).describe("The headings that each of them has, in order."),
    })
    .optional()
    .describe("PL002: headings that runbooks must have, in order. Default: none."),
  undatedWords: z
    .boolean()
    .default(true)
    .describe("PL003: no `currently` or `recently` in a paragraph that gives no date."),
});
type LintOptions = z.output<typeof options>;

/** markdownlint is content with every page, and so are three rules of our own for runbooks. */
export const markdownLint: Check<LintOptions> = {
  id: "markdown/lint",
  summary: "markdownlint is content with every page, and so are the rules for runbooks",
  why: "What reads one way in one renderer and another in the next is not documentation; most rules stand for such a trap.",
  fix: "Run `plumbline check --fix` for what mends itself, follow the rule's page for the rest. Turn a rule off for all pages in the configuration, under `checks` and `markdown/lint`.",
  severity: "error",
  needs: [],
  options,
  async run({ pages }, chosen) {
    const errors = await lintAll(
      pages.map((page) => page.text),
      chosen,
    );
    const findings = pages.flatMap((page, index) => [
      ...draftsOf(page, errors[index] ?? []),
      ...ownFindings(page, chosen).map(({ place, rule, message, hint, text }) => ({
        ...place,
        message,
        hint,
        text: `${rule} ${text}`,
        // A word alone proves nothing false; it asks a person to look.
        ...(rule === "PL003" ? { severity: "warning" as const } : {}),
        evidence: { rule },
      })),
    ]);
    return { examined: pages.length, findings };
  },
  async mend(page, chosen) {
    let text = page.text;
    // One rule's remedy can be another's finding: again, until nothing changes.
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const [errors = []] = await lintAll([text], chosen);
      const mended = errors.some(({ fixInfo }) => fixInfo) ? applyFixes(text, errors) : text;
      if (mended === text) break;
      text = mended;
    }
    return text;
  },
};

const MOST_ROUNDS = 8;

async function lintAll(texts: readonly string[], { rules }: LintOptions): Promise<LintError[][]> {
  const strings = Object.fromEntries(texts.map((text, index) => [String(index), text]));
  const config = { ...lintRules, ...rules };
  const results = await lint({ strings, config, noInlineConfig: true, handleRuleFailures: false });
  return texts.map((_, index) => results[String(index)] ?? []);
}

function ownFindings(page: Page, chosen: LintOptions) {
  return [
    ...frontMatter(page, chosen.frontMatter),
    ...runbookHeadings(page, chosen.runbooks),
    ...undatedWords(page, chosen.undatedWords),
  ];
}

function draftsOf(page: Page, errors: readonly LintError[]): Draft[] {
  const lines = errors.length === 0 ? undefined : textLines(page.text);
  return lines ? errors.map((error) => draftOf(page, error, lines)) : [];
}

function draftOf(page: Page, error: LintError, lines: TextLines): Draft {
  const [rule = "", alias = ""] = error.ruleNames;
  const line = lines.text(error.lineNumber);
  const [column = 1, length = line.length] = error.errorRange ?? [];
  const detail = error.errorDetail ? ` (${error.errorDetail})` : "";
  return {
    file: page.file,
    line: error.lineNumber,
    column,
    endLine: error.lineNumber,
    endColumn: column + length,
    message: `Unexpected Markdown, expected ${rule}/${alias}: ${error.ruleDescription}${detail}`,
    hint: error.ruleInformation ? `See ${error.ruleInformation}` : `Mend what ${rule} names.`,
    severity: error.severity === "warning" ? "warning" : "error",
    text: `${rule} ${error.errorContext ?? line}`,
    evidence: { rule, name: alias, ...(error.errorContext ? { context: error.errorContext } : {}) },
  };
}
