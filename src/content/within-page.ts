import type { Nodes } from "mdast";
import type { Place } from "../core/finding.ts";
import type { TextLines } from "../core/text-lines.ts";

/** What the finders of headings, blocks, directives and allowances are given. */
export interface WithinPage {
  file: string;
  text: string;
  lines(): TextLines;
  /** Every node of the tree in document order. */
  nodes(): readonly Nodes[];
}

/** UTF-16 offsets of a node; an empty range at the start where the parser gave none. */
export function rangeOf(node: Nodes): { start: number; end: number } {
  return { start: node.position?.start.offset ?? 0, end: node.position?.end.offset ?? 0 };
}

export function placeOf({ file, lines }: WithinPage, node: Nodes): Place {
  const { start, end } = rangeOf(node);
  return lines().place(file, start, end);
}
