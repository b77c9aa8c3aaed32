import type { Nodes } from "mdast";
import type { Directive } from "../core/page.ts";
import { textOf } from "./walk.ts";
import { placeOf, type WithinPage } from "./within-page.ts";

const KINDS = { textDirective: "text", leafDirective: "leaf", containerDirective: "container" } as const;
type DirectiveNode = Extract<Nodes, { type: keyof typeof KINDS }>;

/** The directives in order. A container's label is its first child that the parser marks so; its body is no label. */
export function findDirectives(page: WithinPage): Directive[] {
  return page
    .nodes()
    .filter(isDirective)
    .map((node) => ({
      kind: KINDS[node.type],
      name: node.name,
      label: labelOf(node),
      attributes: attributesOf(node),
      place: placeOf(page, node),
    }));
}

function isDirective(node: Nodes): node is DirectiveNode {
  return node.type in KINDS;
}

function labelOf(node: DirectiveNode): string {
  if (node.type !== "containerDirective") return textOf(node);
  const [first] = node.children;
  return first?.type === "paragraph" && first.data?.directiveLabel ? textOf(first) : "";
}

function attributesOf({ attributes }: DirectiveNode): Record<string, string> {
  const pairs = Object.entries(attributes ?? {});
  return Object.fromEntries(pairs.map(([key, value]) => [key, value ?? ""]));
}
