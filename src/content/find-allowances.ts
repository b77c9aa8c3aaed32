import type { Nodes, Parents, Root } from "mdast";
import type { Place } from "../core/finding.ts";
import type { Allowance } from "../core/page.ts";
import { readAllowance } from "./read-allowance.ts";
import { rangeOf, type WithinPage } from "./within-page.ts";

const COMMENT = /<!--([\s\S]*?)-->|\/\*([\s\S]*?)\*\//g;
const COMMENT_NODES: readonly string[] = ["html", "mdxFlowExpression", "mdxTextExpression"];

/**
 * The allowances of a page (design.md section 7): comments that begin with `plumbline allow`. Each covers the next node
 * of the tree: what stands after it on its own line, its next sibling, or what follows its parent; with `scope=section`
 * all that stands below the heading that comes next.
 */
export function findAllowances(page: WithinPage, tree: Root): Allowance[] {
  const { file, text, lines } = page;
  const parents = parentsOf(page.nodes());
  return page
    .nodes()
    .filter((node) => COMMENT_NODES.includes(node.type))
    .flatMap((node) => {
      const { start, end } = rangeOf(node);
      return [...text.slice(start, end).matchAll(COMMENT)].flatMap((match) => {
        const read = readAllowance((match[1] ?? match[2] ?? "").trim());
        if (!read) return [];
        const { scope, ...allowance } = read;
        const from = start + match.index;
        const to = from + match[0].length;
        const covers = coveredRange(node, text.slice(to, end), to, scope, parents, tree, text);
        return [{ ...allowance, place: lines().place(file, from, to), covers: placeFrom(covers) }];
      });
    });

  function placeFrom({ start, end }: { start: number; end: number }): Place {
    return lines().place(file, start, end);
  }
}

type Range = { start: number; end: number };

function coveredRange(
  comment: Nodes,
  rest: string,
  restStart: number,
  scope: string | undefined,
  parents: ReadonlyMap<Nodes, Parents>,
  tree: Root,
  text: string,
): Range {
  const { end } = rangeOf(comment);
  if (comment.type === "html" && rest.replace(COMMENT, "").trim() !== "") return { start: restStart, end };
  const next = nextNode(comment, parents, text);
  if (!next) return { start: restStart, end: restStart };
  if (scope !== "section" || next.type !== "heading") return rangeOf(next);
  const parent = parents.get(next) ?? tree;
  const siblings: readonly Nodes[] = parent.children;
  const until = siblings
    .slice(siblings.indexOf(next) + 1)
    .find((node) => node.type === "heading" && node.depth <= next.depth);
  return { start: rangeOf(next).start, end: until ? rangeOf(until).start : rangeOf(parent).end };
}

/** The next node that is neither white space nor a comment of our own; past the parent's end where siblings end. */
function nextNode(node: Nodes, parents: ReadonlyMap<Nodes, Parents>, text: string): Nodes | undefined {
  for (let at: Nodes = node, parent = parents.get(at); parent; at = parent, parent = parents.get(at)) {
    const siblings: readonly Nodes[] = parent.children;
    const next = siblings.slice(siblings.indexOf(at) + 1).find((sibling) => !isSkipped(sibling, text));
    if (next) return next;
  }
  return undefined;
}

function isSkipped(node: Nodes, text: string): boolean {
  const { start, end } = rangeOf(node);
  const source = text.slice(start, end);
  if (COMMENT_NODES.includes(node.type))
    return /plumbline allow/.test(source) && source.replace(/[{}]/g, "").replace(COMMENT, "").trim() === "";
  return node.type === "text" && source.trim() === "";
}

function parentsOf(nodes: readonly Nodes[]): Map<Nodes, Parents> {
  const parents = new Map<Nodes, Parents>();
  for (const node of nodes) if ("children" in node) for (const child of node.children) parents.set(child, node);
  return parents;
}
