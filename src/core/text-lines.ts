import type { Place } from "./finding.ts";

/** Turns UTF-16 offsets of a text into places: 1-based lines and columns; CR LF, LF and CR each end a line. */
export interface TextLines {
  count: number;
  /** The text of a line, 1-based, without its ending; empty beyond the end. */
  text(line: number): string;
  /** The offset at which a line begins. */
  start(line: number): number;
  point(offset: number): { line: number; column: number };
  place(file: string, start: number, end: number): Place;
}

/** Splits a text once; looking a place up is a binary search. */
export function textLines(text: string): TextLines {
  const starts = [0];
  for (const match of text.matchAll(/\r\n|\n|\r/g)) starts.push(match.index + match[0].length);
  const start = (line: number) => starts[line - 1] ?? text.length;
  const point = (offset: number) => {
    const line = lastAtOrBefore(starts, offset);
    return { line: line + 1, column: offset - (starts[line] ?? 0) + 1 };
  };
  return {
    count: starts.length,
    text: (line) => text.slice(start(line), start(line + 1)).replace(/[\r\n]+$/, ""),
    start,
    point,
    place: (file, from, to) => {
      const end = point(Math.max(from, to));
      return { file, ...point(from), endLine: end.line, endColumn: end.column };
    },
  };
}

function lastAtOrBefore(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
