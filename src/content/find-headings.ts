import type { Heading as HeadingNode, Nodes } from "mdast";
import type { Heading } from "../core/page.ts";
import { anchorMaker } from "./page-slug.ts";
import { textOf, walk } from "./walk.ts";
import { placeOf, type WithinPage } from "./within-page.ts";

/** The headings in order, with the anchors that Astro gives them (its smart punctuation makes dashes of `--`). */
export function findHeadings(page: WithinPage): Heading[] {
  const anchorOf = anchorMaker();
  return page
    .nodes()
    .filter((node): node is HeadingNode => node.type === "heading")
    .map((node) => ({
      depth: node.depth,
      text: textOf(node),
      anchor: anchorOf(renderedText(node)),
      place: placeOf(page, node),
    }));
}

function renderedText(heading: Nodes): string {
  let text = "";
  for (const node of walk(heading)) {
    if (node.type === "text") text += node.value.replace(/---?/g, (dashes) => (dashes === "--" ? "–" : "—"));
    if (node.type === "inlineCode") text += node.value;
  }
  return text;
}
