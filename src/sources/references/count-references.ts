import type { Draft } from "../../core/finding.ts";
import { textLines } from "../../core/text-lines.ts";
import { findInFile } from "../../terms/find-in-file.ts";
import { findInNames } from "../../terms/find-in-names.ts";
import { languageOf } from "../../terms/languages.ts";
import type { LoadedRetired } from "../../terms/load-retired.ts";
import { type Kind, kindOf } from "./kind-of.ts";

/** One reference to something retired. */
export interface Reference {
  file: string;
  kind: Kind;
  /** Why the configuration tolerates it; undefined where it has to go. */
  allowed: string | undefined;
}

/** Every reference in a file's text: as `stale/term` reads code and configuration, and in Markdown wherever it stands. */
export async function referencesInText(
  file: string,
  text: string,
  retired: readonly LoadedRetired[],
): Promise<Reference[]> {
  const lines = textLines(text);
  if (languageOf(file)) {
    const drafts = await findInFile(file, text, retired, []);
    return drafts.map((draft) => referenceOf(draft, lines.text(draft.line)));
  }
  if (!/\.mdx?$/i.test(file)) return [];
  return retired.flatMap((each) => {
    if (!each.mayMatch(text)) return [];
    const allow = each.allow.find(({ matches, headings }) => headings === undefined && matches(file));
    const near = (start: number) => {
      const { line } = lines.point(start);
      return { scope: "prose" as const, start: lines.start(line), end: lines.start(line + 1) };
    };
    // Two terms may see the same words: they are one reference.
    const starts = new Set(
      each.terms.flatMap(({ find }) => find(text, ({ start }) => near(start))).map(({ start }) => start),
    );
    return [...starts].map((): Reference => ({ file, kind: "docs", allowed: allow?.reason }));
  });
}

/** Every file and folder whose own name is a reference; a folder counts once, as the project that it holds. */
export function referencesInNames(files: readonly string[], retired: readonly LoadedRetired[]): Reference[] {
  const isFile = new Set(files);
  return retired
    .flatMap((each) => findInNames(files, each))
    .map((draft) => ({
      ...referenceOf(draft, undefined),
      ...(isFile.has(draft.file) ? {} : { kind: "project" as const }),
    }));
}

function referenceOf({ file, allowed }: Draft, line: string | undefined): Reference {
  return { file, kind: kindOf(file, line), allowed: allowed?.reason };
}
