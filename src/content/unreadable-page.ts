import type { Page } from "../core/page.ts";
import { wholeFile } from "../core/whole-file.ts";
import { pageSlug } from "./page-slug.ts";

/** A page that stands for a file which could not be read as text: empty, with the reason as its problem. */
export function unreadablePage(file: string, message: string, hint: string): Page {
  const start = { line: 1, column: 1, offset: 0 };
  return {
    file,
    slug: pageSlug(file, {}),
    unread: true,
    text: "",
    frontMatter: {},
    tree: { type: "root", children: [], position: { start, end: start } },
    headings: [],
    blocks: [],
    directives: [],
    allowances: [],
    problem: { message, hint, place: wholeFile(file) },
  };
}
