import picomatch from "picomatch";
import { textLines } from "../../../core/text-lines.ts";
import type { Rule } from "./rule.ts";

export interface RunbookOptions {
  paths: readonly string[];
  headings: readonly string[];
}

/** PL002: a runbook has the headings that its readers look for, in the order in which they need them. */
export const runbookHeadings: Rule<RunbookOptions | undefined> = (page, runbooks) => {
  if (!runbooks || !picomatch.isMatch(page.file, [...runbooks.paths])) return [];
  const found = page.headings.map((heading) => ({ heading, name: heading.text.trim().toLowerCase() }));
  const expected = `expected PL002/runbook-headings: ${runbooks.headings.join(", ")}, in this order`;
  let after = -1;
  return runbooks.headings.flatMap((wanted) => {
    const at = found.findIndex(({ name }) => name === wanted.toLowerCase());
    const entry = found[at];
    const isLate = at >= 0 && at < after;
    after = Math.max(after, at);
    if (entry && !isLate) return [];
    return [
      {
        rule: "PL002",
        place: entry?.heading.place ?? textLines(page.text).place(page.file, 0, 0),
        message: entry
          ? `Unexpected place of the heading \`${wanted}\`, ${expected}`
          : `Unexpected runbook without the heading \`${wanted}\`, ${expected}`,
        hint: entry ? "Move the section." : "Add the section; where there is nothing to do, say so in it.",
        text: wanted,
      },
    ];
  });
};
