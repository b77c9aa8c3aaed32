import { walk } from "../content/index.ts";
import type { Page } from "../core/page.ts";
import { textLines } from "../core/text-lines.ts";
import type { Step } from "./drill.ts";

const COMMENT = /<!--\s*plumbline drill[ \t]*\r?\n([\s\S]*?)-->|\/\*\s*plumbline drill[ \t]*\r?\n([\s\S]*?)\*\//g;
const COMMENT_NODES: readonly string[] = ["html", "mdxFlowExpression", "mdxTextExpression"];

/**
 * The steps that the reader does not see: comments whose first line is `plumbline drill`, the rest being shell. They do
 * what no operator does, such as causing the damage, and what a drill has to prove.
 */
export function findHiddenSteps(page: Page): Step[] {
  const lines = textLines(page.text);
  return [...walk(page.tree)]
    .filter((node) => COMMENT_NODES.includes(node.type))
    .flatMap((node) => {
      const start = node.position?.start.offset ?? 0;
      const source = page.text.slice(start, node.position?.end.offset ?? start);
      return [...source.matchAll(COMMENT)].map((match): Step => {
        const place = lines.place(page.file, start + match.index, start + match.index + match[0].length);
        return {
          kind: "shell",
          code: match[1] ?? match[2] ?? "",
          codeLine: place.line + 1,
          place,
          hidden: true,
          name: undefined,
          expect: { kind: "success" },
          title: "",
        };
      });
    });
}
