import type { Allowance, Block, Directive, Heading, Page, PageProblem } from "../core/page.ts";
import { pageAnchors } from "../core/page-anchors.ts";
import { lazy } from "./lazy.ts";
import { pageSlug } from "./page-slug.ts";
import { parsePage } from "./parse-page.ts";
import { unreadablePage } from "./unreadable-page.ts";

/** What nearly every run needs of a page: cheap to make, for a page without allowances even without its tree. */
export interface PageHead {
  frontMatter: Readonly<Record<string, unknown>>;
  frontMatterRange?: Page["frontMatterRange"];
  frontMatterError?: Page["frontMatterError"];
  allowances: readonly Allowance[];
  /** For a file that could not be read as text. */
  unread?: PageProblem;
}

/** What only checks without looks of their own need. */
export interface PageBody {
  headings: readonly Heading[];
  blocks: readonly Block[];
  directives: readonly Directive[];
  anchors: readonly string[];
  problem?: PageProblem | undefined;
}

export function headOf(page: Page): PageHead {
  const { frontMatter, frontMatterRange, frontMatterError, allowances } = page;
  if (page.unread) return { frontMatter, allowances, ...(page.problem ? { unread: page.problem } : {}) };
  return { frontMatter, frontMatterRange, frontMatterError, allowances };
}

export function bodyOf(page: Page): PageBody {
  const { headings, blocks, directives, problem } = page;
  return { headings, blocks, directives, problem, anchors: [...pageAnchors(page)] };
}

/**
 * A page made from what is known of it. Its text and tree are read only where a check asks for them; `body` is undefined
 * where nobody made it. `readText` throws where the file is no longer what it was.
 */
export function pageFromDigest(
  file: string,
  head: PageHead,
  body: () => PageBody | undefined,
  readText: () => string,
): Page {
  if (head.unread) return unreadablePage(file, head.unread.message, head.unread.hint);
  const known = lazy(body);
  const parsed = () => parsedPage(file, readText);
  return {
    file,
    slug: pageSlug(file, head.frontMatter),
    frontMatter: head.frontMatter,
    frontMatterRange: head.frontMatterRange,
    frontMatterError: head.frontMatterError,
    allowances: head.allowances,
    get text() {
      return parsed().text;
    },
    get tree() {
      return parsed().tree;
    },
    get headings() {
      return (known() ?? parsed()).headings;
    },
    get blocks() {
      return (known() ?? parsed()).blocks;
    },
    get directives() {
      return (known() ?? parsed()).directives;
    },
    get problem() {
      return (known() ?? parsed()).problem;
    },
    get anchors() {
      return known()?.anchors ?? [...pageAnchors(parsed())];
    },
  };
}

/** Only the page that was asked for last is kept: a check goes from page to page, and thousands of trees fill the memory. */
let last: { file: string; readText: () => string; page: Page } | undefined;

function parsedPage(file: string, readText: () => string): Page {
  if (last?.file === file && last.readText === readText) return last.page;
  last = { file, readText, page: parsePage(file, readText()) };
  return last.page;
}
