import type { Nodes } from "mdast";

/** Every node of a tree in document order, the root first; no recursion, for pages nested a thousand deep. */
export function* walk(tree: Nodes): Generator<Nodes> {
  const waiting: Nodes[] = [tree];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    yield node;
    if ("children" in node) waiting.push(...node.children.toReversed());
  }
}

/** The text that a reader sees in a node: of text and code, in order. */
export function textOf(tree: Nodes): string {
  let text = "";
  for (const node of walk(tree)) if (node.type === "text" || node.type === "inlineCode") text += node.value;
  return text;
}
