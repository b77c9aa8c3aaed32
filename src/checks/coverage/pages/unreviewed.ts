import picomatch from "picomatch";
import type { CheckResult, Project } from "../../../core/check.ts";
import { renderDuration } from "../../../core/duration.ts";
import type { Draft } from "../../../core/finding.ts";
import type { Page } from "../../../core/page.ts";
import { textLines } from "../../../core/text-lines.ts";
import type { PagesOptions } from "./options.ts";

/** Written pages without an owner, or whose last review is missing, in the future, no date or too long ago. */
export function unreviewed({ pages, now }: Project, review: PagesOptions["review"]): CheckResult {
  const written = pages.filter(
    ({ slug, frontMatter, frontMatterError }) =>
      slug !== undefined && !frontMatterError && frontMatter.generated !== true,
  );
  const asked = written.filter(
    ({ frontMatter }) => review.required || given(frontMatter.reviewed) || given(frontMatter.owner),
  );
  return { examined: asked.length, findings: asked.flatMap((page) => findingsOf(page, now, review)) };
}

function findingsOf(page: Page, now: Date, review: PagesOptions["review"]): Draft[] {
  const { reviewed, owner } = page.frontMatter;
  const found: Draft[] = [];
  const say = (message: string, hint: string, text: string) =>
    void found.push({ ...frontMatterPlace(page), message, hint, text, evidence: { kind: "review" } });
  if (given(reviewed)) {
    const at = timeOf(reviewed);
    const limitMs = limitFor(page.file, review);
    const ageMs = now.getTime() - at;
    if (Number.isNaN(at)) say(`Unexpected \`reviewed\` of \`${String(reviewed)}\`, expected a date`, HOW, "reviewed");
    else if (ageMs < 0) say(`Unexpected \`reviewed\` in the future, expected a day that was`, HOW, "reviewed");
    else if (ageMs > limitMs) {
      const message = `Unexpected last review ${renderDuration(ageMs)} ago, expected at most ${renderDuration(limitMs)}`;
      say(message, "Read the page against the system, mend it, then set `reviewed` to today.", "reviewed");
    }
  } else if (review.required)
    say("Unexpected page without `reviewed`, expected the day of its last review", HOW, "reviewed");
  if (review.required && !given(owner)) {
    say("Unexpected page without `owner`, expected who answers for it", "Add a line `owner: …`.", "owner");
  }
  return found;
}

const HOW = "Write it like `reviewed: 2026-11-24`.";

function limitFor(file: string, { within, limits }: PagesOptions["review"]): number {
  return limits.find(({ paths }) => picomatch([...paths])(file))?.within ?? within;
}

/** YAML 1.2 has no dates: they come as text; a Date where another reader made one. */
function timeOf(value: unknown): number {
  if (value instanceof Date) return value.getTime();
  return typeof value === "string" && /^\d{4}-\d{2}-\d{2}(?:T|$)/.test(value) ? Date.parse(value) : Number.NaN;
}

function given(value: unknown): boolean {
  return value !== undefined && value !== null && value !== "";
}

function frontMatterPlace({ file, text, frontMatterRange }: Page) {
  const { start, end } = frontMatterRange ?? { start: 0, end: 0 };
  return textLines(text).place(file, start, end);
}
