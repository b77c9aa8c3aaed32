import type { Nodes } from "mdast";
import { textLines } from "../../../core/text-lines.ts";
import type { Rule } from "./rule.ts";

const UNDATED =
  /\b(?:currently|recently|nowadays|lately|at the moment|at present|as of now|for the time being|these days|in the near future|(?:very|coming) soon)\b/giu;
const DATED = /\b(?:as of|since|until|in|on) (?:\d{4}|\w+ \d{4})\b|\b\d{4}-\d{2}(?:-\d{2})?\b|:fact\[/iu;

/** PL003: a paragraph that says "currently" says as of when; otherwise nobody can tell when it stopped being true. */
export const undatedWords: Rule<boolean> = (page, isOn) => {
  if (!isOn || page.text.search(UNDATED) < 0) return [];
  const lines = textLines(page.text);
  return blocksOf(page.tree).flatMap((block) => {
    const start = block.position?.start.offset ?? 0;
    const source = page.text.slice(start, block.position?.end.offset);
    if (DATED.test(source)) return [];
    const spoken = withoutCode(block, source, start);
    return [...spoken.matchAll(UNDATED)].map((match) => ({
      rule: "PL003",
      place: lines.place(page.file, start + match.index, start + match.index + match[0].length),
      message: `Unexpected \`${match[0]}\` without a date, expected PL003/undated-words: as of when`,
      hint: "Say as of when (`as of 2026-11-24`), show a fact, or leave the word out.",
      text: match[0],
    }));
  });
};

/** Paragraphs, headings and table rows, wherever they stand. */
function blocksOf(tree: Nodes): Nodes[] {
  const blocks: Nodes[] = [];
  const waiting: Nodes[] = [tree];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (node.type === "paragraph" || node.type === "heading" || node.type === "tableRow") blocks.push(node);
    else if ("children" in node) waiting.push(...node.children.toReversed());
  }
  return blocks;
}

/** The block's source with code blanked out: what it quotes, it does not say. */
function withoutCode(block: Nodes, source: string, offset: number): string {
  let spoken = source;
  const waiting: Nodes[] = [block];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if ("children" in node) waiting.push(...node.children);
    if (node.type !== "inlineCode" && node.type !== "html") continue;
    const from = (node.position?.start.offset ?? 0) - offset;
    const to = (node.position?.end.offset ?? 0) - offset;
    spoken = spoken.slice(0, from) + " ".repeat(to - from) + spoken.slice(to);
  }
  return spoken;
}
