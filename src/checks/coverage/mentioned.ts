import type { Looks } from "../../core/check.ts";
import type { Page } from "../../core/page.ts";
import type { Mentions, ShownView } from "./gather-mentions.ts";

/** What all pages together speak of. */
export interface Mentioned {
  /** The pages that name it as code or in a heading. */
  pagesNaming(name: string): readonly Page[];
  /** Whether some page shows the fact, itself or a view of it. */
  shows(
    fact: { source: string; target: string; id: string },
    view: string,
    row: Readonly<Record<string, unknown>>,
  ): boolean;
  /** Whether some page shows anything at all of the target. */
  showsTarget(source: string, target: string): boolean;
}

/**
 * Brings the looks of all pages together, when first asked: most projects have nothing of which a check would. A view
 * without a target shows the only target that there is.
 */
export function mentioned(pages: readonly Page[], looks: Looks): Mentioned {
  let all: ReturnType<typeof gather> | undefined;
  const known = () => {
    all ??= gather(pages, looks);
    return all;
  };
  return {
    pagesNaming: (name) => known().byName.get(name) ?? [],
    shows: ({ source, target, id }, name, row) =>
      known().facts.has(`${source}/${target}/${id}`) ||
      known().views.some(
        (view) =>
          view.name === name &&
          (view.target ?? target) === target &&
          (view.where === undefined || String(row[view.where.field]) === view.where.value),
      ),
    showsTarget: (source, target) =>
      known().views.some((view) => view.target === target) ||
      [...known().facts].some((fact) => fact.startsWith(`${source}/${target}/`)),
  };
}

function gather(pages: readonly Page[], { pages: looks }: Looks) {
  const byName = new Map<string, Page[]>();
  const facts = new Set<string>();
  const views: ShownView[] = [];
  for (const [index, page] of pages.entries()) {
    const found = looks[index]?.gathered as Mentions | undefined;
    for (const name of found?.names ?? []) {
      const naming = byName.get(name);
      if (naming) naming.push(page);
      else byName.set(name, [page]);
    }
    for (const fact of found?.facts ?? []) facts.add(fact);
    views.push(...(found?.views ?? []));
  }
  return { byName, facts, views };
}
