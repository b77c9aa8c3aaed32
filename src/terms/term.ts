import type { Scope } from "./scopes.ts";

/** A sentence that a term must or must not be found in; prose unless it says otherwise. */
export type Spec = string | { text: string; scope: Scope };

/**
 * One way to name a retired technology, as data. Patterns are the sources of regular expressions, matched against the
 * text as written. What stands around a match (its paragraph, its line of code, its path) can be asked for or forbidden.
 */
export interface Term {
  id: string;
  /** Any of these is the term; they bring their own word boundaries and inflections. */
  patterns: readonly string[];
  /** Case matters unless this is true. */
  ignoreCase?: boolean;
  /** A match inside any of these is something else: `Mongo Santamaría`. Case never matters. */
  not?: readonly string[];
  /** Asked for around the match, in the scopes that `nearIn` names (default: all). Case never matters. */
  near?: string;
  nearIn?: readonly Scope[];
  /** Forbidden around the match. Case never matters. */
  unless?: string;
  /** What to write instead; default: what replaced the technology. */
  replacedBy?: string;
  /** What the term must and must not find; a term that fails one does not load. */
  mustMatch: readonly Spec[];
  mustNotMatch: readonly Spec[];
}

/** A named set of terms. `hint` is a regular expression that every text with a match also matches: a cheap first look. */
export interface Preset {
  id: string;
  name: string;
  hint: string;
  terms: readonly Term[];
}
