import type { Nodes } from "mdast";
import type { Place } from "../../core/finding.ts";
import type { Page } from "../../core/page.ts";
import { textLines } from "../../core/text-lines.ts";

export interface Link {
  /** As written. */
  address: string;
  kind: "link" | "image";
  /** Where the address stands. */
  place: Place;
}

const HTML_ADDRESS = /(?<![\w-])(?<name>href|src)\s*=\s*(?:"(?<double>[^"]*)"|'(?<single>[^']*)')/gi;
const HTML_COMMENT = /<!--[\s\S]*?(?:-->|$)/g;

/** Every address on a page: of links, images, definitions, and of `href` and `src` in HTML and MDX tags. */
export function findLinks(page: Page): Link[] {
  const lines = textLines(page.text);
  return nodesOf(page.tree).flatMap((node) =>
    addressesOf(node, page.text).map(({ address, kind, start, length }) => ({
      address,
      kind,
      place: lines.place(page.file, start, start + length),
    })),
  );
}

interface Address {
  address: string;
  kind: Link["kind"];
  start: number;
  length: number;
}

function addressesOf(node: Nodes, text: string): Address[] {
  const start = node.position?.start.offset ?? 0;
  const end = node.position?.end.offset ?? 0;
  if (node.type === "link" || node.type === "definition") return [within(node.url, "link", text, start, end)];
  if (node.type === "image") return [within(node.url, "image", text, start, end)];
  if (node.type === "html") return tagAddresses(text, start, end);
  if (node.type === "mdxJsxFlowElement" || node.type === "mdxJsxTextElement") {
    return tagAddresses(text, start, openingEnd(node, end));
  }
  return [];
}

/** Where an address is written inside its node; the node itself where escapes make it look different there. */
function within(address: string, kind: Link["kind"], text: string, start: number, end: number): Address {
  const at = text.slice(start, end).lastIndexOf(address);
  if (at < 0 || address === "") return { address, kind, start, length: end - start };
  return { address, kind, start: start + at, length: address.length };
}

function tagAddresses(text: string, start: number, end: number): Address[] {
  const source = text.slice(start, end).replace(HTML_COMMENT, (comment) => " ".repeat(comment.length));
  return [...source.matchAll(HTML_ADDRESS)].map((match) => {
    const address = match.groups?.double ?? match.groups?.single ?? "";
    const kind = match.groups?.name?.toLowerCase() === "src" ? "image" : "link";
    return { address, kind, start: start + match.index + match[0].length - 1 - address.length, length: address.length };
  });
}

/** The end of an MDX element's opening tag: its children are nodes of their own. */
function openingEnd(node: Nodes, end: number): number {
  const [first] = "children" in node ? node.children : [];
  return first?.position?.start.offset ?? end;
}

function nodesOf(tree: Nodes): Nodes[] {
  const nodes: Nodes[] = [];
  const waiting: Nodes[] = [tree];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    nodes.push(node);
    if ("children" in node) waiting.push(...node.children.toReversed());
  }
  return nodes;
}

/** A link in few bytes: a large site has a hundred thousand, and they are remembered. */
export type PackedLink = readonly [address: string, kind: Link["kind"], ...place: readonly number[]];

export function packLinks(links: readonly Link[]): PackedLink[] {
  return links.map(({ address, kind, place: { line, column, endLine, endColumn } }) => {
    return [address, kind, line, column, endLine, endColumn];
  });
}

export function unpackLinks(file: string, packed: readonly PackedLink[]): Link[] {
  return packed.map(([address, kind, line = 1, column = 1, endLine = 1, endColumn = 1]) => {
    return { address, kind, place: { file, line, column, endLine, endColumn } };
  });
}
