import type { Allowance, Block, Directive, Heading, Page, PageProblem } from "../core/page.ts";
import { pageAnchors } from "../core/page-anchors.ts";
import { lazy } from "./lazy.ts";
import { parsePage } from "./parse-page.ts";
import { unreadablePage } from "./unreadable-page.ts";

/** What every run needs of a page: cheap to make, for most pages without reading front matter or tree. */
export interface PageHead {
  slug: string | undefined;
  frontMatterRange?: Page["frontMatterRange"];
  allowances: readonly Allowance[];
  /** Only where some check asks pages for more than their looks. */
  front?: Pick<Page, "frontMatter" | "frontMatterError">;
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

export function headOf(page: Page, hasFront: boolean): PageHead {
  const { slug, frontMatterRange, allowances } = page;
  return {
    slug,
    frontMatterRange,
    allowances,
    ...(hasFront ? { front: { frontMatter: page.frontMatter, frontMatterError: page.frontMatterError } } : {}),
    ...(page.unread && page.problem ? { unread: page.problem } : {}),
  };
}

export function bodyOf(page: Page): PageBody {
  const { headings, blocks, directives, problem } = page;
  return {
    headings,
    blocks,
    directives,
    problem,
    anchors: [...pageAnchors(page)],
  };
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
    slug: head.slug,
    frontMatterRange: head.frontMatterRange,
    allowances: head.allowances,
    get frontMatter() {
      return (head.front ?? parsed()).frontMatter;
    },
    get frontMatterError() {
      return (head.front ?? parsed()).frontMatterError;
    },
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
