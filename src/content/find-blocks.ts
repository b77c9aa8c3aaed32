import type { Code } from "mdast";
import type { Block } from "../core/page.ts";
import { placeOf, rangeOf, type WithinPage } from "./within-page.ts";

/** The fenced code blocks in order; indented code is no block, for it can hold no attributes. */
export function findBlocks(page: WithinPage): Block[] {
  return page
    .nodes()
    .filter((node): node is Code => node.type === "code" && isFenced(page.text, rangeOf(node).start))
    .map((node) => {
      const place = placeOf(page, node);
      return { language: node.lang ?? "", meta: node.meta ?? "", code: node.value, codeLine: place.line + 1, place };
    });
}

function isFenced(text: string, start: number): boolean {
  return /^\s*(?:`{3}|~{3})/.test(text.slice(start, start + 16));
}
