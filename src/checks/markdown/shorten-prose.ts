/** Seven words or more, with what stands between them in prose: what is in their middle means nothing to a rule. */
const WORDS = /(?<![A-Za-z0-9])([A-Za-z0-9]+[,.;:)]? )(?:\(?[A-Za-z0-9][A-Za-z0-9'’-]*[,.;:)]? ){5,}([A-Za-z0-9]+)/g;
/** Links and labels, tables and headings are compared by their text: a line that may be part of one stays as it is. */
const KEPT = /[[\]|#<>]/;

/**
 * The text with long runs of plain words cut down to their first and last one, or undefined where that could hide
 * something (a label that runs over lines). Line numbers stay; columns do not. No rule of `lintRules` asks how many or which
 * plain words stand in a line outside of labels, tables and headings, so a shortened page without findings is a page
 * without findings, and told sooner: most of the time goes into reading prose character by character.
 */
export function shortenProse(text: string): string | undefined {
  const lines = text.split("\n");
  if (lines.some((line) => line.split("[").length !== line.split("]").length)) return undefined;
  return lines.map((line) => (KEPT.test(line) ? line : line.replace(WORDS, "$1$2"))).join("\n");
}
