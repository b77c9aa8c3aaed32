import type { Code, Nodes } from "mdast";

/** The fenced blocks below a node, in order. Indented code has no language, and no place for attributes: it is none. */
export function fencesIn(node: Nodes): Code[] {
  if (node.type === "code") return node.lang ? [node] : [];
  return "children" in node ? node.children.flatMap(fencesIn) : [];
}
