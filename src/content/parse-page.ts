import type { Nodes, Root } from "mdast";
import type { Page } from "../core/page.ts";
import { textLines } from "../core/text-lines.ts";
import { findAllowances } from "./find-allowances.ts";
import { findBlocks } from "./find-blocks.ts";
import { findDirectives } from "./find-directives.ts";
import { findHeadings } from "./find-headings.ts";
import { frontMatterAllowances } from "./front-matter-allowances.ts";
import { lazy } from "./lazy.ts";
import { pageSlug } from "./page-slug.ts";
import { parseTree } from "./parse-tree.ts";
import { frontMatterRange, readFrontMatter } from "./read-front-matter.ts";
import { walk } from "./walk.ts";

/**
 * Understands a page's text (without byte order mark). Front matter and tree are read when they are first asked for:
 * most checks never need those of a page that holds nothing they look for. Never throws; what is wrong with the
 * page stands in `problem` and `frontMatterError`.
 */
export function parsePage(file: string, fileText: string): Page {
  const text = fileText.startsWith("\uFEFF") ? fileText.slice(1) : fileText;
  const lines = lazy(() => textLines(text));
  const range = frontMatterRange(text);
  const frontMatter = lazy(() => readFrontMatter(file, text, lines));
  const mayHold = (word: string) => range !== undefined && text.slice(range.start, range.end).includes(word);
  const parsed = lazy(() => parseTree(file, text));
  const nodes = lazy(() => [...walk(parsed().tree)]);
  const within = { file, text, lines, nodes: nodes as () => readonly Nodes[] };
  const headings = lazy(() => findHeadings(within));
  const blocks = lazy(() => findBlocks(within));
  const directives = lazy(() => findDirectives(within));
  const allowances = lazy(() => [
    ...(mayHold("plumbline") ? frontMatterAllowances(within, frontMatter()) : []),
    ...(text.includes("plumbline allow") ? findAllowances(within, parsed().tree) : []),
  ]);
  return {
    file,
    slug: pageSlug(file, mayHold("slug") ? frontMatter().data : {}),
    text,
    frontMatterRange: range,
    get frontMatter() {
      return frontMatter().data;
    },
    get frontMatterError() {
      return frontMatter().error;
    },
    get tree(): Root {
      return parsed().tree;
    },
    get problem() {
      return parsed().problem;
    },
    get headings() {
      return headings();
    },
    get blocks() {
      return blocks();
    },
    get directives() {
      return directives();
    },
    get allowances() {
      return allowances();
    },
  };
}
