import type { Nodes } from "mdast";
import type { Page } from "../core/page.ts";
import type { TextLines } from "../core/text-lines.ts";
import type { Surroundings, TextMatch } from "./compile-term.ts";
import type { Scope } from "./scopes.ts";

const PROSE_BLOCKS: readonly string[] = ["paragraph", "heading", "tableRow"];

/** Says where on a page a match stands, and how far its surroundings reach: its paragraph, heading or row, else its line. */
export function locate(page: Page, lines: TextLines, match: TextMatch): Surroundings & { language?: string } {
  const line = lines.point(match.start).line;
  const ownLine = { start: lines.start(line), end: lines.start(line + 1) };
  const range = page.frontMatterRange;
  if (range && match.start >= range.start && match.start < range.end) return { scope: "front-matter", ...ownLine };
  const path = pathTo(page.tree, match.start);
  const scope = scopeOf(path, page.text, match);
  const block = path.findLast((node) => PROSE_BLOCKS.includes(node.type));
  const code = path.at(-1);
  return {
    scope,
    ...(block ? rangeOf(block) : ownLine),
    ...(code?.type === "code" && code.lang ? { language: code.lang } : {}),
  };
}

/** The nodes that hold an offset, from the root to the deepest. */
function pathTo(tree: Nodes, offset: number): Nodes[] {
  const path: Nodes[] = [tree];
  for (let node: Nodes | undefined = tree; node && "children" in node; ) {
    const children: readonly Nodes[] = node.children;
    node = children.find((child) => {
      const { start, end } = rangeOf(child);
      return start <= offset && offset < end;
    });
    if (node) path.push(node);
  }
  return path;
}

function scopeOf(path: readonly Nodes[], text: string, match: TextMatch): Scope {
  const deepest = path.at(-1);
  const types = path.map((node) => node.type);
  if (path.some(isReference)) return "directive";
  if (deepest && deepest.type in OWN) return OWN[deepest.type] ?? "prose";
  if (deepest?.type === "html" || deepest?.type.startsWith("mdx")) return markupScope(deepest, text, match.start);
  if (deepest?.type === "image" || deepest?.type === "imageReference") {
    return match.start < altEnd(text, deepest) ? "image-text" : "link-address";
  }
  if (deepest?.type === "link") return "link-address";
  const link = path.findLast((node) => node.type === "link");
  if (link) return isAddress(link, text) ? "link-address" : "link-text";
  if (types.includes("linkReference")) return "link-text";
  if (types.includes("heading")) return "heading";
  return types.includes("tableCell") ? "table" : "prose";
}

/** `:fact[…]` and `::view{…}` name what is pulled, not what is said; any other `:name` is text to the reader. */
function isReference(node: Nodes): boolean {
  return (node.type === "textDirective" || node.type === "leafDirective") && REFERENCES.includes(node.name);
}

const REFERENCES: readonly string[] = ["fact", "view"];

const OWN: Readonly<Record<string, Scope>> = {
  code: "fence",
  inlineCode: "inline-code",
  definition: "link-address",
  yaml: "front-matter",
  toml: "front-matter",
};

/** `<mongodb://…>` and a bare address: the text of the link is its address. */
function isAddress(link: Nodes, text: string): boolean {
  const { start, end } = rangeOf(link);
  return !text.slice(start, end).startsWith("[");
}

function markupScope(node: Nodes, text: string, offset: number): Scope {
  const { start, end } = rangeOf(node);
  const source = text.slice(start, end);
  for (const comment of source.matchAll(/<!--[\s\S]*?(?:-->|$)|\/\*[\s\S]*?\*\//g)) {
    const from = start + comment.index;
    if (from <= offset && offset < from + comment[0].length) return "comment";
  }
  return node.type === "html" ? "html" : "mdx";
}

/** Where the text between `![` and its closing bracket ends. */
function altEnd(text: string, image: Nodes): number {
  const { start, end } = rangeOf(image);
  let depth = 0;
  for (let at = start + 1; at < end; at += 1) {
    if (text[at] === "\\") at += 1;
    else if (text[at] === "[") depth += 1;
    else if (text[at] === "]" && --depth === 0) return at;
  }
  return end;
}

function rangeOf(node: Nodes): { start: number; end: number } {
  return { start: node.position?.start.offset ?? 0, end: node.position?.end.offset ?? 0 };
}
