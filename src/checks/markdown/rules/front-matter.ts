import { textLines } from "../../../core/text-lines.ts";
import type { Rule } from "./rule.ts";

/** PL001: the front matter has every key that is asked for, with a value. Only pages of the site have front matter. */
export const frontMatter: Rule<readonly string[]> = (page, keys) => {
  if (page.slug === undefined || page.frontMatterError) return [];
  const { start, end } = page.frontMatterRange ?? { start: 0, end: 0 };
  return keys
    .filter((key) => isMissing(page.frontMatter[key]))
    .map((key) => ({
      rule: "PL001",
      place: textLines(page.text).place(page.file, start, end),
      message: `Unexpected front matter without \`${key}\`, expected PL001/front-matter: every page has ${keys.map((each) => `\`${each}\``).join(", ")}`,
      hint: `Add a line \`${key}: …\` between the dashes at the top of the page.`,
      text: key,
    }));
};

function isMissing(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === "string" && value.trim() === "");
}
