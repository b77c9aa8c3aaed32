import type { Page } from "./page.ts";

const EXPLICIT_ID = /<[A-Za-z][^<>]*?\s(?:id|name)\s*=\s*["']?(?<id>[^"'\s>]+)/g;
const FOOTNOTE = /^\[\^(?<label>[^\]]+)\]:/gm;

/** Every anchor of a page: its headings, explicit ids of HTML tags, footnotes, and Starlight's `_top`. */
export function pageAnchors(page: Page): Set<string> {
  if (page.anchors) return new Set(page.anchors);
  const explicit = [...page.text.matchAll(EXPLICIT_ID)].map((match) => match.groups?.id ?? "");
  const footnotes = [...page.text.matchAll(FOOTNOTE)].map((match) => `user-content-fn-${match.groups?.label ?? ""}`);
  return new Set(["_top", "top", ...page.headings.map((heading) => heading.anchor), ...explicit, ...footnotes]);
}
