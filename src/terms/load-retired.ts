import picomatch from "picomatch";
import { UserError } from "../core/errors.ts";
import type { Severity } from "../core/finding.ts";
import { type CompiledTerm, compileTerm } from "./compile-term.ts";
import type { OwnTerm, Retired } from "./options.ts";
import { presets } from "./presets/index.ts";
import { OFF_BY_DEFAULT, type Scope } from "./scopes.ts";
import type { Term } from "./term.ts";

/** A retired technology, ready to be looked for. */
export interface LoadedRetired {
  id: string;
  replacedBy: string | undefined;
  since: string | undefined;
  /** False for a text that certainly holds none of the terms. */
  mayMatch(text: string): boolean;
  terms: readonly CompiledTerm[];
  severityIn(scope: Scope): Severity | "off";
  allow: readonly AllowedContext[];
}

export interface AllowedContext {
  matches(file: string): boolean;
  headings: readonly string[] | undefined;
  reason: string;
  until: string | undefined;
}

const ONCE = new Map<string, readonly CompiledTerm[]>();

/** Compiles what is retired and proves every term on its specs. Throws a `UserError` for a term that fails. */
export function loadRetired(retired: Retired): LoadedRetired {
  const { id, terms, hint } = "preset" in retired ? loadPreset(retired.preset) : loadOwn(retired.id, retired.terms);
  return {
    id,
    replacedBy: retired.replacedBy,
    since: retired.since,
    mayMatch: (text) => hint.test(text),
    terms,
    severityIn: (scope) => retired.severity[scope] ?? (OFF_BY_DEFAULT.includes(scope) ? "off" : "error"),
    allow: retired.allow.map(({ paths, headings, reason, until }) => ({
      matches: picomatch(paths, { dot: true }),
      headings,
      reason,
      until,
    })),
  };
}

function loadPreset(id: string) {
  const preset = presets.find((each) => each.id === id);
  if (!preset) throw new TypeError(`no preset ${id}`);
  const terms = ONCE.get(id) ?? preset.terms.map((term) => compileTerm(term, id));
  ONCE.set(id, terms);
  return { id, terms, hint: new RegExp(preset.hint, "i") };
}

/** Each `*` may take 64 letters: with more of them in a word, a hostile page would be tried for hours. */
const MOST_STARS = 2;

function loadOwn(id: string, own: readonly OwnTerm[]) {
  for (const term of own) for (const word of [...term.words, ...term.not]) refuseStars(word, term.id, id);
  const terms = own.map((term) => compileTerm(toTerm(term), id));
  const hint = new RegExp(own.flatMap(({ words }) => words.map(wordPattern)).join("|"), "iu");
  return { id, terms, hint };
}

function refuseStars(word: string, term: string, owner: string): void {
  const stars = word.match(/\*+/g)?.length ?? 0;
  if (stars <= MOST_STARS) return;
  throw new UserError(
    `Unexpected word \`${word}\` in term \`${term}\` of \`${owner}\`: ${stars} times \`*\`, expected at most ${MOST_STARS}`,
    "Name several words instead.",
  );
}

/** Words, not patterns: a configuration can then never make the run hang. */
function toTerm({ words, not, replacedBy, ...term }: OwnTerm): Term {
  return {
    ...term,
    patterns: words.map((word) => `(?<![\\p{L}\\p{N}])${wordPattern(word)}(?:'s|s)?(?![\\p{L}\\p{N}])`),
    ignoreCase: true,
    not: not.length > 0 ? not.map(wordPattern) : [],
    ...(replacedBy === undefined ? {} : { replacedBy }),
  };
}

function wordPattern(word: string): string {
  return word
    .trim()
    .split(/(\s+|\*+)/)
    .map((part) =>
      /^\s+$/.test(part)
        ? "\\s{1,8}"
        : part.startsWith("*")
          ? "[\\p{L}\\p{N}_-]{0,64}"
          : part.replace(/[\\^$.+?()[\]{}|/]/g, "\\$&"),
    )
    .join("");
}
