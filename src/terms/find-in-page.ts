import type { Draft } from "../core/finding.ts";
import type { Page } from "../core/page.ts";
import { type TextLines, textLines } from "../core/text-lines.ts";
import type { TextMatch } from "./compile-term.ts";
import { draftOf } from "./draft-of.ts";
import type { LoadedRetired } from "./load-retired.ts";
import { locate } from "./locate.ts";

/** Every retired term on a page, each with its exact place. A page that holds none is not even parsed. */
export function findInPage(page: Page, retired: LoadedRetired, isPending: boolean): Draft[] {
  if (!retired.mayMatch(page.text)) return [];
  const lines = textLines(page.text);
  const matches = retired.terms.flatMap(({ term, find }) =>
    find(page.text, (match) => (isInAllowance(page, lines, match) ? undefined : locate(page, lines, match))).map(
      (match) => ({ ...match, term }),
    ),
  );
  return withoutOverlaps(matches).flatMap((match) => {
    const asked = retired.severityIn(match.scope);
    if (asked === "off") return [];
    const severity = isPending ? "info" : asked;
    const { language } = locate(page, lines, match);
    const place = lines.place(page.file, match.start, match.end);
    const allowed = allowedBy(page, place.line, retired);
    const written = page.text.slice(match.start, match.end);
    const text = `${written} in ${lines.text(place.line).slice(0, 200)}`;
    return [
      {
        ...draftOf({ retired, term: match.term, written, scope: match.scope, place, severity, text, language }),
        ...allowed,
      },
    ];
  });
}

/** An allowance may name what it allows. */
function isInAllowance(page: Page, lines: TextLines, match: TextMatch): boolean {
  const { line, column } = lines.point(match.start);
  return page.allowances.some(
    ({ place }) =>
      (line > place.line || (line === place.line && column >= place.column)) &&
      (line < place.endLine || (line === place.endLine && column < place.endColumn)),
  );
}

/** One finding for one stretch of text: the longest match wins, then the first term of the list. */
export function withoutOverlaps<Match extends TextMatch>(matches: readonly Match[]): Match[] {
  const kept: Match[] = [];
  for (const match of [...matches].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = kept.at(-1);
    if (!last || match.start >= last.end) kept.push(match);
    else if (match.end - match.start > last.end - last.start) kept[kept.length - 1] = match;
  }
  return kept;
}

function allowedBy(page: Page, line: number, { allow }: LoadedRetired): Pick<Draft, "allowed"> {
  const context = allow.find(
    ({ matches, headings }) =>
      matches(page.file) && (headings === undefined || headings.some((words) => isBelowHeading(page, line, words))),
  );
  return context ? { allowed: { reason: context.reason, until: context.until } } : {};
}

function isBelowHeading(page: Page, line: number, words: string): boolean {
  let depth = Number.POSITIVE_INFINITY;
  for (const heading of page.headings.toReversed()) {
    if (heading.place.line > line || heading.depth >= depth) continue;
    if (heading.text.toLowerCase().includes(words.toLowerCase())) return true;
    depth = heading.depth;
  }
  return false;
}
