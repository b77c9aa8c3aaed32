import type { RootContent } from "mdast";
import type { Snapshot } from "../../core/fact.ts";
import type { SiteContext } from "../site-context.ts";
import { freshnessOf } from "./freshness.ts";
import { element, text } from "./nodes.ts";

/** What stands over a view: its title, how much it shows, what it is from, as of when, and whether it is still fresh. */
export function caption(title: string, shown: string, snapshot: Snapshot, context: SiteContext): RootContent[] {
  const { provenance } = snapshot;
  const { stale, observed, staleAfter, down } = freshnessOf(snapshot, context);
  return [
    element("strong", {}, [text(`${title} (${shown})`)]),
    element("span", { className: "plumbline-origin" }, [
      text(` from ${provenance.source}/${provenance.target} at ${provenance.origin}, as of ${observed}. `),
    ]),
    element("span", { className: stale ? "plumbline-badge plumbline-stale" : "plumbline-badge" }, [
      text(stale ? `Stale since ${staleAfter}` : `Fresh until ${staleAfter}`),
    ]),
    ...(down === undefined
      ? []
      : [element("span", { className: "plumbline-badge plumbline-stale" }, [text(`Not reached since: ${down}`)])]),
  ];
}
