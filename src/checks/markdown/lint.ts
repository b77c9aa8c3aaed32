import type { LintError } from "markdownlint";
import { lint } from "markdownlint/promise";
import * as z from "zod";
import type { Check } from "../../core/check.ts";
import type { Draft } from "../../core/finding.ts";
import type { Page } from "../../core/page.ts";
import { type TextLines, textLines } from "../../core/text-lines.ts";
import { lintRules } from "./lint-rules.ts";

const ruleOptions = z.union([z.boolean(), z.record(z.string(), z.unknown())]);

const options = z.strictObject({
  rules: z
    .record(z.string(), ruleOptions)
    .default({})
    .describe("markdownlint's configuration by rule, such as `MD013: { line_length: 120 }` or `MD040: false`."),
});

/** markdownlint is content with every page. */
export const markdownLint: Check<z.output<typeof options>> = {
  id: "markdown/lint",
  summary: "markdownlint is content with every page",
  why: "What reads one way in one renderer and another in the next is not documentation; most rules stand for such a trap.",
  fix: "Follow the rule's page. Turn a rule off for all pages in the configuration, under `checks` and `markdown/lint`.",
  severity: "error",
  needs: [],
  options,
  async run({ pages }, { rules }) {
    const strings = Object.fromEntries(pages.map((page, index) => [String(index), page.text]));
    const results = await lint({
      strings,
      config: { ...lintRules, ...rules },
      noInlineConfig: true,
      handleRuleFailures: false,
    });
    const findings = pages.flatMap((page, index) => {
      const errors = results[String(index)] ?? [];
      const lines = errors.length === 0 ? undefined : textLines(page.text);
      return lines ? errors.map((error) => draftOf(page, error, lines)) : [];
    });
    return { examined: pages.length, findings };
  },
};

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
