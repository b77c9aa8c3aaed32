import picomatch from "picomatch";
import type { Draft, Severity } from "../core/finding.ts";
import { type TextLines, textLines } from "../core/text-lines.ts";
import type { Surroundings, TextMatch } from "./compile-term.ts";
import { draftOf } from "./draft-of.ts";
import { withoutOverlaps } from "./find-in-page.ts";
import { type Language, languageOf } from "./languages.ts";
import type { LoadedRetired } from "./load-retired.ts";
import type { StaleTermOptions } from "./options.ts";
import type { Scope } from "./scopes.ts";
import type { TokenReader } from "./tokenize.ts";

/** Every retired term in a file that is no page: configuration by its keys and values, code by comment, string and identifier. */
export async function findInFile(
  file: string,
  text: string,
  retired: readonly LoadedRetired[],
  modules: StaleTermOptions["modules"],
): Promise<Draft[]> {
  const language = languageOf(file);
  const wanted = retired.filter((each) => each.mayMatch(text));
  if (!language || wanted.length === 0) return [];
  const lines = textLines(text);
  // Grammars take a tenth of a second to load: only a run that finds something needs them.
  const { tokenReader } = await import("./tokenize.ts");
  const tokens = await tokenReader(language.grammar, lines);
  const isPending = modules.some(({ status, code }) => status === "pending" && picomatch.isMatch(file, code));
  return wanted.flatMap((each) => findOne(file, text, each, { lines, tokens, language, isPending }));
}

interface Reading {
  lines: TextLines;
  tokens: TokenReader;
  language: Language;
  isPending: boolean;
}

function findOne(file: string, text: string, retired: LoadedRetired, reading: Reading): Draft[] {
  const { lines, language, isPending } = reading;
  const around = (match: TextMatch) => surroundings(match, reading);
  const matches = retired.terms.flatMap(({ term, find }) => find(text, around).map((match) => ({ ...match, term })));
  const allow = retired.allow.find(({ matches: has, headings }) => headings === undefined && has(file));
  const allowed = allow ? { allowed: { reason: allow.reason, until: allow.until } } : {};
  return withoutOverlaps(matches).flatMap(({ start, end, scope, term }) => {
    const asked = retired.severityIn(scope);
    if (asked === "off") return [];
    const severity: Severity = isPending ? "info" : asked;
    const place = lines.place(file, start, end);
    const written = text.slice(start, end);
    const line = `${written} in ${lines.text(place.line).slice(0, 200)}`;
    const found = { retired, term, written, scope, place, severity, text: line, language: language.grammar };
    return [{ ...draftOf(found), ...allowed }];
  });
}

function surroundings(match: TextMatch, { lines, tokens, language }: Reading): Surroundings {
  const { line, column } = lines.point(match.start);
  const kind = tokens(line, column);
  const scope: Scope =
    kind === "comment"
      ? "comment"
      : language.kind === "configuration"
        ? "configuration"
        : kind === "string"
          ? "string"
          : "identifier";
  return { scope, start: lines.start(line), end: lines.start(line + 1) };
}
