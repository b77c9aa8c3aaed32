import type { Nodes, Root } from "mdast";
import { UserError } from "../core/errors.ts";
import { blockOf } from "./proofs/block-of.ts";
import { fencesIn } from "./proofs/fences-in.ts";
import { frontMatterOf } from "./proofs/front-matter-of.ts";
import { renderProofs } from "./proofs/render-proofs.ts";
import type { SiteContext } from "./site-context.ts";
import { replaceDirective } from "./transform/index.ts";

/** What unified tells a transformer about the file; a part of `VFile`. */
interface RemarkFile {
  path?: string;
  data?: object;
}

/**
 * The adapter for remark: replaces our directives in the tree that remark-directive makes, and says below each block what was
 * proven of it; the front matter is taken from `file.data`, where Astro puts it. A mistake is thrown with the
 * page's file and line. Use: `unified().use(remarkParse).use(remarkDirective).use(remarkPlumbline, context)`.
 */
export function remarkPlumbline(context: SiteContext): (tree: Root, file: RemarkFile) => void {
  return (tree, file) => {
    replaceIn(tree, file, context);
    addProofs(tree, file, context);
  };
}

function addProofs(tree: Root, { data }: RemarkFile, context: SiteContext): void {
  const fences = fencesIn(tree);
  const { badges, table } = renderProofs(fences.map(blockOf), frontMatterOf(data), context);
  insertBelow(tree, new Map<Nodes, Nodes | undefined>(fences.map((fence, index) => [fence, badges[index]])));
  if (table) tree.children.push(table);
}

function insertBelow(parent: Nodes, added: ReadonlyMap<Nodes, Nodes | undefined>): void {
  if (!("children" in parent)) return;
  const children: Nodes[] = parent.children;
  for (const child of children) insertBelow(child, added);
  const all = children.flatMap((child) => [child, added.get(child)].filter((each) => each !== undefined));
  children.splice(0, children.length, ...all);
}

function replaceIn(parent: Nodes, file: RemarkFile, context: SiteContext): void {
  if (!("children" in parent)) return;
  const children: Nodes[] = parent.children;
  for (const [index, node] of children.entries()) {
    const made =
      node.type === "textDirective" || node.type === "leafDirective" ? replaced(node, file, context) : undefined;
    if (made) children[index] = made;
    else replaceIn(node, file, context);
  }
}

type Directive = Extract<Nodes, { type: "textDirective" | "leafDirective" }>;

function replaced(node: Directive, { path = "page" }: RemarkFile, context: SiteContext): Nodes | undefined {
  const attributes = Object.entries(node.attributes ?? {}).map(([key, value]) => [key, value ?? ""]);
  try {
    return replaceDirective(
      { type: node.type, name: node.name, label: textOf(node), attributes: Object.fromEntries(attributes) },
      context,
    );
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(`${path}:${node.position?.start.line ?? 1}: ${error.message}`, error.hint, { cause: error });
  }
}

function textOf(node: Nodes): string {
  if ("value" in node) return node.value;
  return "children" in node ? node.children.map(textOf).join("") : "";
}
