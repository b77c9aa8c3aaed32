import { createHighlighterCore } from "shiki/core";
import { createJavaScriptRegexEngine } from "shiki/engine/javascript";
import { bundledLanguages } from "shiki/langs";
import type { TextLines } from "../core/text-lines.ts";

export type TokenKind = "comment" | "string" | "other";

/**
 * What one line may take: a bound for hostile lines only, far above what any line takes on a slow machine (the first
 * compiles the grammar), so that the same file always gives the same findings. Beyond it, and beyond the length, a line
 * counts as a string.
 */
const LINE_MS = 10_000;
const LINE_LENGTH = 10_000;

/** Says of any place in a file whether it is comment, string or neither. Lines are read once, up to where one asks. */
export type TokenReader = (line: number, column: number) => TokenKind;

/** Reads a file with a TextMate grammar (Shiki's); without a grammar of that name everything is a string. */
export async function tokenReader(grammarName: string, lines: TextLines): Promise<TokenReader> {
  const load = Object.hasOwn(bundledLanguages, grammarName)
    ? bundledLanguages[grammarName as keyof typeof bundledLanguages]
    : undefined;
  if (!load) return () => "string";
  const highlighter = await loadedHighlighter;
  await highlighter.loadLanguage(load);
  const grammar = highlighter.getLanguage(grammarName);
  type State = Parameters<typeof grammar.tokenizeLine>[1];
  const read: { end: number; kind: TokenKind }[][] = [];
  let state: State = null;
  const readUpTo = (line: number) => {
    while (read.length < line) {
      const text = lines.text(read.length + 1);
      if (text.length > LINE_LENGTH) {
        read.push([{ end: text.length, kind: "string" }]);
        continue;
      }
      const result = grammar.tokenizeLine(text, state, LINE_MS);
      state = result.ruleStack;
      read.push(result.tokens.map(({ endIndex, scopes }) => ({ end: endIndex, kind: kindOf(scopes) })));
    }
  };
  return (line, column) => {
    readUpTo(line);
    return read[line - 1]?.find(({ end }) => column - 1 < end)?.kind ?? "other";
  };
}

const loadedHighlighter = createHighlighterCore({
  langs: [],
  themes: [],
  engine: createJavaScriptRegexEngine({ forgiving: true }),
});

function kindOf(scopes: readonly string[]): TokenKind {
  const inner = scopes
    .toReversed()
    .find((scope) => /^(?:comment|string|meta\.embedded|meta\.interpolation)\b/.test(scope));
  if (inner?.startsWith("comment")) return "comment";
  return inner?.startsWith("string") ? "string" : "other";
}
