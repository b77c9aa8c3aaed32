import type { Draft, Place, Severity } from "../core/finding.ts";
import type { LoadedRetired } from "./load-retired.ts";
import { SCOPE_WORDS, type Scope } from "./scopes.ts";
import type { Term } from "./term.ts";

export interface FoundTerm {
  retired: LoadedRetired;
  term: Term;
  /** As it stands in the file. */
  written: string;
  scope: Scope;
  place: Place;
  severity: Severity;
  /** For the fingerprint. */
  text: string;
  /** Of the code block, where it has one. */
  language?: string | undefined;
}

/** The finding for one retired term. */
export function draftOf({ retired, term, written, scope, place, severity, text, language }: FoundTerm): Draft {
  const replacedBy = term.replacedBy ?? retired.replacedBy;
  const since = retired.since === undefined ? "" : ` (retired since ${retired.since})`;
  const expected = replacedBy === undefined ? "nothing retired" : quoted(replacedBy);
  return {
    ...place,
    message: `Unexpected \`${written}\` in ${SCOPE_WORDS[scope]}${since}, expected ${expected}`,
    hint: hintFor(scope, replacedBy, scope === "comment" && language !== undefined),
    severity,
    text,
    evidence: {
      retired: retired.id,
      term: term.id,
      match: written,
      scope,
      ...(language === undefined ? {} : { language }),
      ...(replacedBy === undefined ? {} : { replacedBy }),
    },
  };
}

const BY_PATH: readonly Scope[] = ["front-matter", "configuration", "string", "identifier"];

function hintFor(scope: Scope, replacedBy: string | undefined, isCode: boolean): string {
  if (scope === "file-name") return "Rename it, or allow its path with a reason under `retired` in the configuration.";
  const action = replacedBy === undefined ? "Take it out" : `Say what holds now: ${quoted(replacedBy)}`;
  if (isCode || BY_PATH.includes(scope))
    return `${action}, or allow the path with a reason under \`retired\` in the configuration.`;
  return `${action}, or allow it where it stands: <!-- plumbline allow stale/term reason="…" -->`;
}

function quoted(text: string): string {
  return text.includes("`") || text.includes(" ") ? text : `\`${text}\``;
}
