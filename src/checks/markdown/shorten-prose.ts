/** Plain words, one space between two, and the punctuation that ends them: what is in them means nothing to a rule. */
const WORDS =
  /(?<![^ \n])[A-Za-z][A-Za-z0-9'’-]*[,.;:)]{0,2}(?: \(?[A-Za-z0-9][A-Za-z0-9'’-]*[,.;:)]{0,2})*(?![^ \r\n])/g;
const ENDS = /[,.;:)]$/;
/** A row of a table that holds nothing but words, numbers and emphasis; three cells of `-` are a row too. */
const ROW = /^ *\|[A-Za-z0-9 |*_,;()'%+-]+\| *\r?$/;
const CELL = /[A-Za-z0-9]+(?:[ ,'-]+[A-Za-z0-9]+)*/g;
/** Links and labels, tables and headings are compared by their text: a line that may be part of one stays as it is. */
const KEPT = /[[\]|#<>]|^\s*[A-Za-z]+:/;

/**
 * The text with plain words cut down to a letter and, of lines that are then the same, only two in a row; or undefined
 * where that could hide something (a label that runs over lines). Neither lines nor columns stay. No rule of `lintRules`
 * asks how many or which plain words stand in a line outside of labels and headings, nor for a third line like two before,
 * so a shortened page without findings is a page without findings, and told sooner: markdownlint takes its time for every
 * word and for every line.
 */
export function shortenProse(text: string): string | undefined {
  const kept: string[] = [];
  let alike = 0;
  for (const line of text.split("\n")) {
    if (line.includes("[") || line.includes("]")) {
      if (line.split("[").length !== line.split("]").length) return undefined;
    }
    const short = shortLine(line);
    alike = short !== undefined && short === kept.at(-1) ? alike + 1 : 0;
    if (alike < 2) kept.push(short ?? line);
  }
  return kept.join("\n");
}

/** Undefined for a line that stays as it is. */
function shortLine(line: string): string | undefined {
  if (ROW.test(line)) return line.replace(CELL, "a");
  if (line === "" || KEPT.test(line)) return undefined;
  const short = line.replace(WORDS, (words) => `a${ENDS.exec(words)?.[0] ?? ""}`);
  return short === line ? undefined : short;
}
