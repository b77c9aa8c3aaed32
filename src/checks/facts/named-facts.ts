import type { Look, Looks } from "../../core/check.ts";
import type { Directive, Page } from "../../core/page.ts";

/** The directives of a page that show facts; a page without the words is not parsed for them. */
export function lookForFacts(page: Page): Look {
  if (!/:(?:fact|view)\b/.test(page.text)) return { findings: [] };
  return { findings: [], gathered: page.directives.filter(({ name }) => name === "fact" || name === "view") };
}

/** What {@link lookForFacts} found on all pages, in order. */
export function namedFacts(looks: Looks): Directive[] {
  return looks.pages.flatMap(({ gathered }) => (gathered ?? []) as Directive[]);
}
