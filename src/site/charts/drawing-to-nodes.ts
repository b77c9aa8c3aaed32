import type { PhrasingContent } from "mdast";
import { phrasing, text } from "../transform/nodes.ts";
import type { DrawnNode } from "./draw-lines.ts";

const TEXT_NODE = 3;

/**
 * A drawing as nodes of the page's tree: text stays text, and styles and scripts are left behind, so that the page's
 * Content-Security-Policy has nothing to allow. `own` are attributes of the outermost element, over its own.
 */
export function drawingToNodes(node: DrawnNode, own: Readonly<Record<string, string>> = {}): PhrasingContent[] {
  if (node.nodeType === TEXT_NODE) return node.nodeValue ? [text(node.nodeValue)] : [];
  const name = node.localName;
  if (name === undefined || name === "style" || name === "script") return [];
  const attributes = Object.fromEntries([...(node.attributes ?? [])].map((each) => [each.name, each.value]));
  const { style, class: className, ...plain } = attributes;
  const properties = { ...plain, ...(className ? { className } : {}), ...own };
  return [
    phrasing(
      name,
      properties,
      [...node.childNodes].flatMap((child) => drawingToNodes(child)),
    ),
  ];
}
