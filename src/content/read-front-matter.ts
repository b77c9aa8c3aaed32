import { parseDocument } from "yaml";
import type { PageProblem } from "../core/page.ts";
import type { TextLines } from "../core/text-lines.ts";

export interface FrontMatter {
  data: Readonly<Record<string, unknown>>;
  range?: { start: number; end: number };
  error?: PageProblem;
}

const OPENING = /^---[ \t]*(?:\r\n|\n|\r)/;
const CLOSING = /^---[ \t]*(?=[\r\n]|$(?![\s\S]))/gm;

/** Reads the YAML between the first line's `---` and the next. What is no mapping gives no data, and an error with its place. */
export function readFrontMatter(file: string, text: string, lines: () => TextLines): FrontMatter {
  const opening = OPENING.exec(text)?.[0];
  if (opening === undefined) return { data: {} };
  CLOSING.lastIndex = opening.length;
  const closing = CLOSING.exec(text);
  if (!closing) {
    const place = lines().place(file, 0, 3);
    return {
      data: {},
      error: {
        message: "Unexpected end of file, expected `---` after the front matter",
        hint: "Close the front matter with a line `---`.",
        place,
      },
    };
  }
  const range = { start: opening.length, end: closing.index };
  const document = parseDocument(text.slice(range.start, range.end), { prettyErrors: false, uniqueKeys: true });
  const [broken] = document.errors;
  const problem = (message: string, start: number, end: number): FrontMatter => ({
    data: {},
    range,
    error: {
      message,
      hint: "Mend the YAML of the front matter: one `key: value` a line, text with `:` or `#` in quotes.",
      place: lines().place(file, range.start + start, range.start + end),
    },
  });
  if (broken) return problem(`Unexpected front matter: ${broken.message}`, ...broken.pos);
  try {
    const data: unknown = document.toJS({ maxAliasCount: 100 });
    if (data === null || data === undefined) return { data: {}, range };
    if (isMapping(data)) return { data, range };
    return problem(
      "Unexpected front matter that is a list or a single value, expected keys and values",
      0,
      range.end - range.start,
    );
  } catch (error) {
    return problem(`Unexpected front matter: ${error instanceof Error ? error.message : String(error)}`, 0, 0);
  }
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
