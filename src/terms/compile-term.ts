import { messageOf, UserError } from "../core/errors.ts";
import type { Scope } from "./scopes.ts";
import type { Spec, Term } from "./term.ts";

export interface TextMatch {
  start: number;
  end: number;
}

/** What surrounds a match: its scope, and the range of the paragraph, line or path that counts as near. */
export interface Surroundings {
  scope: Scope;
  start: number;
  end: number;
}

export interface CompiledTerm {
  term: Term;
  /** Every place in the text where the term stands as itself. */
  find(text: string, around: (match: TextMatch) => Surroundings | undefined): (TextMatch & { scope: Scope })[];
}

/** Compiles a term and proves it on its own specs. Throws a `UserError` for a pattern that is none and for a spec that fails. */
export function compileTerm(term: Term, owner: string): CompiledTerm {
  const pattern = compile(term.patterns, term.ignoreCase ? "giu" : "gu", term, owner);
  const not = term.not && compile(term.not, "giu", term, owner);
  const near = term.near === undefined ? undefined : compile([term.near], "iu", term, owner);
  const unless = term.unless === undefined ? undefined : compile([term.unless], "iu", term, owner);

  const isItself = (text: string, match: TextMatch, { scope, start, end }: Surroundings): boolean => {
    const nearby = text.slice(start, end);
    if (near && (term.nearIn?.includes(scope) ?? true)) {
      const others = `${text.slice(start, match.start)} ${text.slice(match.end, end)}`;
      if (!near.test(others)) return false;
    }
    if (unless?.test(nearby)) return false;
    if (!not) return true;
    return ![...nearby.matchAll(not)].some(
      (other) => start + other.index <= match.start && match.end <= start + other.index + other[0].length,
    );
  };

  const compiled: CompiledTerm = {
    term,
    find: (text, around) =>
      [...text.matchAll(pattern)].flatMap((found) => {
        const match = { start: found.index, end: found.index + found[0].length };
        const surroundings = found[0] === "" ? undefined : around(match);
        return surroundings && isItself(text, match, surroundings) ? [{ ...match, scope: surroundings.scope }] : [];
      }),
  };
  prove(compiled, owner);
  return compiled;
}

function compile(patterns: readonly string[], flags: string, term: Term, owner: string): RegExp {
  try {
    return new RegExp(patterns.map((pattern) => `(?:${pattern})`).join("|"), flags);
  } catch (error) {
    throw new UserError(
      `Unexpected pattern in term \`${term.id}\` of \`${owner}\`: ${messageOf(error)}`,
      "Mend the regular expression; it is read with the `u` flag.",
    );
  }
}

function prove(compiled: CompiledTerm, owner: string): void {
  const finds = (spec: Spec): boolean => {
    const { text, scope } = typeof spec === "string" ? { text: spec, scope: "prose" as const } : spec;
    return compiled.find(text, () => ({ scope, start: 0, end: text.length })).length > 0;
  };
  const { term } = compiled;
  const missed = term.mustMatch.find((spec) => !finds(spec));
  const wrong = term.mustNotMatch.find(finds);
  const failed = missed ?? wrong;
  if (failed === undefined) return;
  throw new UserError(
    `Unexpected term \`${term.id}\` of \`${owner}\`: it ${missed === undefined ? "finds" : "does not find"} \`${typeof failed === "string" ? failed : failed.text}\``,
    `Mend its patterns, or its ${missed === undefined ? "mustNotMatch" : "mustMatch"}.`,
  );
}
