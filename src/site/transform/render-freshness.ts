import type { RootContent } from "mdast";
import type { SiteContext } from "../site-context.ts";
import { failureOf, freshnessOf } from "./freshness.ts";
import { element, text } from "./nodes.ts";
import { requireAttributes } from "./require-attributes.ts";

/**
 * Renders the age of every target's newest snapshot as a table; a target whose last pull failed is shown as down. With
 * `sources`, names with spaces between, only those.
 */
export function renderFreshness(attributes: Readonly<Record<string, string>>, context: SiteContext): RootContent {
  requireAttributes("freshness", attributes, ["name", "sources"]);
  const wanted = attributes.sources?.split(/\s+/);
  const isWanted = ({ source }: { source: string }) => wanted?.includes(source) ?? true;
  const rows = context.facts
    .targets()
    .filter(isWanted)
    .flatMap(({ source, target }) => {
      const snapshot = context.facts.latest(source, target);
      if (!snapshot) return [];
      const { stale, observed, staleAfter, down } = freshnessOf(snapshot, context);
      const state = down === undefined ? (stale ? "stale" : "fresh") : `down at ${down}`;
      return [[`${source}/${target}`, state, observed, staleAfter, snapshot.provenance.origin]];
    });
  for (const { source, target } of context.facts.failures().filter(isWanted)) {
    if (context.facts.latest(source, target)) continue;
    rows.push([`${source}/${target}`, `down at ${failureOf(source, target, context)}`, "never", "never", ""]);
  }
  const cells = (values: readonly string[]) => ({
    type: "tableRow" as const,
    children: values.map((value) => ({ type: "tableCell" as const, children: [text(value)] })),
  });
  return element("figure", { className: "plumbline-view", "data-view": "freshness" }, [
    element("figcaption", {}, [element("strong", {}, [text("How old the facts are")])]),
    element(
      "div",
      { className: "plumbline-scroll", tabindex: "0", role: "region", "aria-label": "How old the facts are" },
      [
        {
          type: "table",
          children: [cells(["Target", "State", "As of", "Fresh until", "Where from"]), ...rows.map(cells)],
        },
      ],
    ),
  ]);
}
