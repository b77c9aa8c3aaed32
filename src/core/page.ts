import type { Root } from "mdast";
import type { Place } from "./finding.ts";

/** A Markdown file as the page reader understands it: read once, parsed once. */
export interface Page {
  /** Repo-relative path with `/`. */
  file: string;
  /** The address below the site's root, without slashes at the ends: `operations/postgresql-guide`; undefined outside content/docs. */
  slug: string | undefined;
  text: string;
  /** Front matter as parsed YAML; an empty object where there is none. */
  frontMatter: Readonly<Record<string, unknown>>;
  /** mdast with positions: 1-based lines and columns, UTF-16 offsets. */
  tree: Root;
  headings: readonly Heading[];
  blocks: readonly Block[];
  directives: readonly Directive[];
  allowances: readonly Allowance[];
  /** Every anchor of the page, where that is already known; see `pageAnchors`. */
  anchors?: readonly string[];
  /** True for a page that could not be read as text at all; `problem` says why. */
  unread?: true;
  /** Where the front matter's YAML lies in `text`, in UTF-16 offsets, without its fences; undefined where there is none. */
  frontMatterRange?: { start: number; end: number } | undefined;
  /** Front matter that is no YAML mapping: `frontMatter` is then empty, and the page is still checked. */
  frontMatterError?: PageProblem | undefined;
  /** Why the page, or a part of it, could not be understood: its text or tree is then empty or what plain Markdown makes of it. */
  problem?: PageProblem | undefined;
}

/** What is wrong with a page before any check looks at it. */
export interface PageProblem {
  message: string;
  hint: string;
  place: Place;
}

export interface Heading {
  depth: number;
  text: string;
  /** The anchor that the site gives it. */
  anchor: string;
  place: Place;
}

/** A fenced code block. `place` spans the fence; `codeLine` is the file's line of the code's first line. */
export interface Block {
  language: string;
  /** The info string after the language, untouched. */
  meta: string;
  code: string;
  codeLine: number;
  place: Place;
}

/** A directive on the page: `:fact[label]{attributes}` (text) or `::view{attributes}` (leaf). */
export interface Directive {
  kind: "text" | "leaf" | "container";
  name: string;
  /** The text between the square brackets. */
  label: string;
  attributes: Readonly<Record<string, string>>;
  place: Place;
}

/** An exception written on the page: covers what lies inside `covers` (design.md section 7). */
export interface Allowance {
  check: string;
  reason: string;
  /** A date `YYYY-MM-DD`; the last day on which it holds. */
  until: string | undefined;
  place: Place;
  covers: Place;
  /** What is wrong with how it is written, as `Unexpected X, expected Y`. */
  problems?: readonly string[];
}
