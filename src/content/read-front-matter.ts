import { loadByNeed } from "../core/load-by-need.ts";
import type { PageProblem } from "../core/page.ts";
import type { TextLines } from "../core/text-lines.ts";

export interface FrontMatter {
  data: Readonly<Record<string, unknown>>;
  range?: { start: number; end: number };
  error?: PageProblem;
}

const yaml = loadByNeed<typeof import("yaml")>("yaml", import.meta.url);

const OPENING = /^---[ \t]*(?:\r\n|\n|\r)/;
const CLOSING = /^---[ \t]*(?=[\r\n]|$(?![\s\S]))/gm;

/** Where the YAML between the first line's `---` and the next lies; undefined where there is none, or no end of it. */
export function frontMatterRange(text: string): { start: number; end: number } | undefined {
  const opening = OPENING.exec(text)?.[0];
  if (opening === undefined) return undefined;
  CLOSING.lastIndex = opening.length;
  const closing = CLOSING.exec(text);
  return closing ? { start: opening.length, end: closing.index } : undefined;
}

/** Reads a page's front matter. What is no mapping gives no data, and an error with its place. */
export function readFrontMatter(file: string, text: string, lines: () => TextLines): FrontMatter {
  if (!OPENING.test(text)) return { data: {} };
  const range = frontMatterRange(text);
  if (!range) {
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
  const document = yaml().parseDocument(text.slice(range.start, range.end), { prettyErrors: false, uniqueKeys: true });
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
