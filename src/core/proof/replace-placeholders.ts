/** A text in which parts were replaced, and the way back to where each character came from. */
export interface Replaced {
  text: string;
  /** The offset in the text before, of an offset in the text now. */
  origin(offset: number): number;
}

/** Puts what the page's front matter says in place of `<name>` and `{{name}}`, wherever they stand. */
export function replacePlaceholders(code: string, vars: Readonly<Record<string, string>>): Replaced {
  const pieces: { now: number; before: number; length: number }[] = [];
  let text = "";
  let last = 0;
  const keep = (until: number) => {
    pieces.push({ now: text.length, before: last, length: until - last });
    text += code.slice(last, until);
  };
  for (const match of code.matchAll(/<(?<angle>[A-Za-z][\w -]*)>|\{\{\s*(?<braces>[\w.-]+)\s*\}\}/g)) {
    const value = vars[match.groups?.angle ?? match.groups?.braces ?? ""];
    if (value === undefined) continue;
    keep(match.index);
    pieces.push({ now: text.length, before: match.index, length: 0 });
    text += value;
    last = match.index + match[0].length;
  }
  keep(code.length);
  return {
    text,
    origin: (offset) => {
      const piece = pieces.findLast(({ now }) => now <= offset) ?? { now: 0, before: 0, length: 0 };
      return piece.before + Math.min(offset - piece.now, piece.length);
    },
  };
}
