import type { LintError } from "markdownlint";
import * as z from "zod";
import { isAllowed } from "../../core/apply-allowances.ts";
import type { Check } from "../../core/check.ts";
import type { Draft } from "../../core/finding.ts";
import { globSchema } from "../../core/glob.ts";
import type { Page } from "../../core/page.ts";
import { type TextLines, textLines } from "../../core/text-lines.ts";
import { lintText } from "./lint-text.ts";
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
      paths: z.array(globSchema).min(1).describe("Globs of the runbooks."),
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
  isPerFile: true,
  look: {
    async page(page, chosen) {
      const own = ownFindings(page, chosen).map(({ place, rule, message, hint, text }) => ({
        ...place,
        message,
        hint,
        text: `${rule} ${text}`,
        // A word alone proves nothing false; it asks a person to look.
        ...(rule === "PL003" ? { severity: "warning" as const } : {}),
        evidence: { rule },
      }));
      return { findings: [...draftsOf(page, await lintText(page.text, chosen.rules)), ...own] };
    },
  },
  run: async ({ pages }, _, looks) => ({
    examined: pages.length,
    findings: looks.pages.flatMap(({ findings }) => findings),
  }),
  async mend(page, chosen) {
    const errors = await lintText(page.text, chosen.rules);
    const lines = textLines(page.text);
    // What is allowed stays as it is, even where the allowance has run out: whoever wrote it decides.
    const open = errors.filter((error) => !isAllowed(page, "markdown/lint", draftOf(page, error, lines)));
    return applied(page.text, open);
  },
};

async function applied(text: string, errors: readonly LintError[]): Promise<string> {
  const { applyFixes } = await import("markdownlint");
  return errors.some(({ fixInfo }) => fixInfo !== null) ? applyFixes(text, [...errors]) : text;
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
