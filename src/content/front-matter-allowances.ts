import type { Allowance } from "../core/page.ts";
import { isDate } from "./read-allowance.ts";
import type { FrontMatter } from "./read-front-matter.ts";
import type { WithinPage } from "./within-page.ts";

/** Allowances for the whole page, as its front matter lists them: `plumbline: { allow: [{ check, reason, until }] }`. */
export function frontMatterAllowances({ file, text, lines }: WithinPage, { data, range }: FrontMatter): Allowance[] {
  const listed = isMapping(data.plumbline) ? data.plumbline.allow : undefined;
  if (!Array.isArray(listed) || !range) return [];
  const place = lines().place(file, range.start, range.end);
  const covers = lines().place(file, 0, text.length);
  return listed.map((entry: unknown) => {
    const { check = "", reason = "", until } = isMapping(entry) ? entry : {};
    const day = until === undefined ? undefined : String(until);
    const problems = [
      ...(check === "" ? ["Unexpected allowance without a check, expected `check`, `reason` and perhaps `until`"] : []),
      ...(day === undefined || isDate(day) ? [] : [`Unexpected until \`${day}\`, expected a date as YYYY-MM-DD`]),
    ];
    return { check: String(check), reason: String(reason).trim(), until: day, place, covers, problems };
  });
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
