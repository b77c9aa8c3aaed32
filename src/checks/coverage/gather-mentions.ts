import type { Nodes } from "mdast";
import { parseFactReference } from "../../core/fact-reference.ts";
import type { Page } from "../../core/page.ts";

/** A view on a page that shows every row, or those whose `field` has `value`; one that is cut by `limit` shows no whole. */
export interface ShownView {
  name: string;
  target: string | undefined;
  where: { field: string; value: string } | undefined;
}

/** What one page speaks of. Goes through JSON. */
export interface Mentions {
  /** Identifiers in code and headings, and the beginnings of dotted ones: `a.b.c` names `a.b` too. */
  names: string[];
  /** `source/target/id` of the facts it shows. */
  facts: string[];
  views: ShownView[];
}

const IDENTIFIER = /[\p{L}_][\p{L}\p{N}_$]*(?:\.[\p{L}_][\p{L}\p{N}_$]*)*/gu;

const GATHERED = new WeakMap<Page, Mentions>();

/** Reads a page, once for all checks, for what it names as code or in a heading, and for what it shows of the facts. */
export function gatherMentions(page: Page): Mentions {
  const found = GATHERED.get(page) ?? gather(page);
  GATHERED.set(page, found);
  return found;
}

function gather(page: Page): Mentions {
  const names = new Set<string>();
  const waiting: Nodes[] = [page.tree];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (node.type === "inlineCode" || node.type === "code") addNames(node.value, names);
    else if ("children" in node) waiting.push(...node.children);
  }
  for (const { text } of page.headings) addNames(text, names);
  const facts = page.directives.flatMap(({ name, label }) => {
    const reference = name === "fact" ? parseFactReference(label) : undefined;
    return reference ? [`${reference.source}/${reference.target}/${reference.id}`] : [];
  });
  return { names: [...names], facts, views: page.directives.flatMap(shownView) };
}

function addNames(text: string, names: Set<string>): void {
  names.add(text.trim());
  for (const [name] of text.matchAll(IDENTIFIER)) {
    for (let end = name.length; end > 0; end = name.lastIndexOf(".", end - 1)) names.add(name.slice(0, end));
  }
}

function shownView({ name: directive, attributes }: Page["directives"][number]): ShownView[] {
  const { name = "", target, where, limit } = attributes;
  if (directive !== "view" || limit !== undefined) return [];
  const [, field = "", value = ""] = /^(\w+)=(.*)$/s.exec(where ?? "") ?? [];
  return [{ name, target, where: where === undefined ? undefined : { field, value: decoded(value) } }];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
