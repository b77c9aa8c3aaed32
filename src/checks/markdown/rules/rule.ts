import type { Place } from "../../../core/finding.ts";
import type { Page } from "../../../core/page.ts";

/** What a rule of our own says of one place; the check makes a finding of it. */
export interface RuleFinding {
  rule: string;
  place: Place;
  message: string;
  hint: string;
  text: string;
}

/** One rule of our own, beside markdownlint's: pure, page in, findings out. */
export type Rule<Options> = (page: Page, options: Options) => RuleFinding[];
