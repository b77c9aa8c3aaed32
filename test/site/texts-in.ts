/** The texts of a tree, mdast or hast, in their order. */
export function textsIn(node: unknown): string[] {
  if (typeof node !== "object" || node === null) return [];
  if ("value" in node && typeof node.value === "string") return [node.value];
  return "children" in node && Array.isArray(node.children) ? node.children.flatMap(textsIn) : [];
}
