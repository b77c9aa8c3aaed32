import type { Place } from "../../core/finding.ts";
import type { TextLines } from "../../core/text-lines.ts";
import { escapeControls } from "../escape-controls.ts";
import type { Paint } from "./paint.ts";

const WIDTH = 100;
const BEFORE = 40;

/** The source line and a caret under the place; a long line is cut around the caret. Nothing for a whole file (an empty place at its start). */
export function excerpt({ line, column, endLine, endColumn }: Place, lines: TextLines, paint: Paint): string[] {
  if (line > lines.count || (endLine === 1 && endColumn === 1)) return [];
  const text = lines.text(line);
  if (text.trim() === "") return [];
  const from = text.length <= WIDTH ? 0 : Math.max(0, Math.min(column - 1 - BEFORE, text.length - WIDTH));
  const until = Math.min(text.length, from + WIDTH);
  const start = Math.min(column - 1, text.length);
  const end = Math.min(endLine > line ? text.length : Math.max(endColumn - 1, start + 1), until);
  const head = from > 0 ? "…" : "";
  const before = head + shown(text.slice(from, start));
  const marked = shown(text.slice(start, Math.max(start, end)));
  const tail = until < text.length ? "…" : "";
  const number = String(line).padStart(5);
  return [
    `${paint.dim(`${number} |`)} ${before}${marked}${shown(text.slice(Math.max(start, end), until))}${tail}`,
    `${paint.dim("      |")} ${" ".repeat(width(before))}${"^".repeat(Math.max(1, width(marked)))}`,
  ];
}

function shown(text: string): string {
  return escapeControls(text.replaceAll("\t", " "));
}

/** Columns on a terminal, near enough for a caret: code points, East Asian wide ones as two. */
function width(text: string): number {
  let columns = 0;
  for (const character of text)
    columns +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\u{1f300}-\u{1faff}]/u.test(
        character,
      )
        ? 2
        : 1;
  return columns;
}
