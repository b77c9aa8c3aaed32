import type { LintError } from "markdownlint";
import { lintRules } from "./lint-rules.ts";
import { shortenProse } from "./shorten-prose.ts";

/**
 * What markdownlint says of a text under `lintRules` and the project's own `rules` on top. A clean page, as most are, is
 * told by its shortened text; only the others are read in full.
 */
export async function lintText(text: string, rules: Readonly<Record<string, unknown>>): Promise<LintError[]> {
  // Rules that a project turns on or sets may measure lines or look for words.
  const onlyTurnsOff = Object.values(rules).every((rule) => rule === false);
  const short = onlyTurnsOff ? shortenProse(text) : undefined;
  if (short !== undefined && (await lintWhole(short, rules)).length === 0) return [];
  return lintWhole(text, rules);
}

/** markdownlint takes a fifth of a second to load: a thread does so before the first page comes, other commands never. */
export function loadLinter(): Promise<typeof import("markdownlint/promise")> {
  return import("markdownlint/promise");
}

export async function lintWhole(text: string, rules: Readonly<Record<string, unknown>>): Promise<LintError[]> {
  const { lint } = await loadLinter();
  const { page = [] } = await lint({
    strings: { page: text },
    config: { ...lintRules, ...rules } as typeof lintRules,
    noInlineConfig: true,
    handleRuleFailures: false,
  });
  return page;
}
