import type { Root } from "mdast";
import type { Features } from "satteri";
import { messageOf } from "../core/errors.ts";
import { loadByNeed } from "../core/load-by-need.ts";
import type { PageProblem } from "../core/page.ts";

const satteri = loadByNeed<typeof import("satteri")>("satteri", import.meta.url);

const FEATURES: Features = { frontmatter: true, gfm: true, directive: true };

/** mdast with positions in UTF-16 units. MDX that is none is read as plain Markdown, with the parser's word as problem. */
export function parseTree(file: string, text: string): { tree: Root; problem?: PageProblem } {
  if (!file.endsWith(".mdx")) return { tree: satteri().markdownToMdast(text, { features: FEATURES }) as Root };
  try {
    return { tree: satteri().mdxToMdast(text, { features: FEATURES }) as Root };
  } catch (error) {
    const { line, column, reason } = placeInMessage(messageOf(error));
    return {
      tree: satteri().markdownToMdast(text, { features: FEATURES }) as Root,
      problem: {
        message: `Unexpected MDX: ${reason}`,
        hint: "Mend the expression or tag, or name the file .md where it is plain Markdown.",
        place: { file, line, column, endLine: line, endColumn: column },
      },
    };
  }
}

function placeInMessage(message: string): { line: number; column: number; reason: string } {
  const groups = /(?<line>\d+):(?<column>\d+)/.exec(message)?.groups;
  return { line: Number(groups?.line ?? 1), column: Number(groups?.column ?? 1), reason: message.split("\n")[0] ?? "" };
}
