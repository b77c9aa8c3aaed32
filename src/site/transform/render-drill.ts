import type { RootContent } from "mdast";
import type { Json } from "../../core/canonical-json.ts";
import { UserError } from "../../core/errors.ts";
import type { Snapshot } from "../../core/fact.ts";
import { isRecord } from "../../core/is-record.ts";
import { formatValue } from "../format-value.ts";
import type { SiteContext } from "../site-context.ts";
import { freshnessOf } from "./freshness.ts";
import { element, text } from "./nodes.ts";
import { requireAttributes } from "./require-attributes.ts";

const WRITE_IT = 'Write it like ::view{name="drill" target="dump-and-restore"}.';

/**
 * Renders how the last drill of a page went, in one sentence with its age. A page whose drill was skipped wherever it was tried
 * has no snapshot, and says that it was never executed.
 */
export function renderDrill(attributes: Readonly<Record<string, string>>, context: SiteContext): RootContent {
  requireAttributes("drill", attributes, ["name", "target"]);
  const { target } = attributes;
  if (target === undefined) {
    throw new UserError("Unexpected view `drill` without `target`, expected the name of a drill", WRITE_IT);
  }
  const snapshot = context.facts.latest("drills", target);
  if (!snapshot) {
    return element("p", { className: "plumbline-drill", "data-drill": "none" }, [
      element("strong", {}, [text("Last drill: none yet.")]),
      text(" Nobody has executed this page here: read each command before you give it. "),
      badge("Not drilled", true),
    ]);
  }
  const { stale, observed, staleAfter } = freshnessOf(snapshot, context);
  const last = lastDrill(snapshot);
  const failed = last.result !== "passed";
  return element("p", { className: "plumbline-drill", "data-drill": String(last.result) }, [
    element("strong", {}, [text(`Last drill: ${failed ? "failed" : "passed"} on PostgreSQL ${last.version}`)]),
    text(`${sentence(last)}, ${observed}. `),
    badge(failed ? "Failed" : stale ? `Stale since ${staleAfter}` : `Fresh until ${staleAfter}`, failed || stale),
  ]);
}

/** Renders the last drill of every page that has one as a table. */
export function renderDrills(attributes: Readonly<Record<string, string>>, context: SiteContext): RootContent {
  requireAttributes("drills", attributes, ["name"]);
  const rows = context.facts.targets().flatMap(({ source, target }) => {
    const snapshot = source === "drills" ? context.facts.latest(source, target) : undefined;
    if (!snapshot) return [];
    const { stale, observed } = freshnessOf(snapshot, context);
    const last = lastDrill(snapshot);
    const shown = (field: string) => (last[field] === null ? "–" : formatValue(last[field], field).text);
    const state = `${last.result}${stale ? ", stale" : ""}`;
    return [
      [
        target,
        state,
        shown("version"),
        shown("restored_bytes"),
        seconds(last.restore_ms),
        seconds(last.total_ms),
        observed,
      ],
    ];
  });
  const cells = (values: readonly string[]) => ({
    type: "tableRow" as const,
    children: values.map((value) => ({ type: "tableCell" as const, children: [text(value)] })),
  });
  const head = cells(["Drill", "Result", "PostgreSQL", "Restored", "In", "Whole drill", "As of"]);
  return element("figure", { className: "plumbline-view", "data-view": "drills" }, [
    element("figcaption", {}, [element("strong", {}, [text(`Drills (${rows.length})`)])]),
    element("div", { className: "plumbline-scroll", tabindex: "0", role: "region", "aria-label": "Drills" }, [
      { type: "table", children: [head, ...rows.map(cells)] },
    ]),
  ]);
}

function lastDrill({ facts }: Snapshot): Readonly<Record<string, Json>> {
  const value = facts.find(({ id }) => id === "drill.last")?.value;
  return isRecord(value) ? value : {};
}

/** What was restored and found equal; what the drill does not tell is left out. */
function sentence(last: Readonly<Record<string, Json>>): string {
  const parts: string[] = [];
  if (typeof last.restored_bytes === "number") {
    parts.push(`, restored ${formatValue(last.restored_bytes, "bytes").text} in ${seconds(last.restore_ms)}`);
  }
  if (typeof last.tables === "number") {
    parts.push(`, ${last.tables} tables with ${formatValue(last.rows, "rows").text} rows found equal`);
  }
  if (typeof last.failure === "string") parts.push(` (${last.failure})`);
  return parts.join("");
}

function seconds(ms: Json | undefined): string {
  if (typeof ms !== "number") return "–";
  return ms < 10_000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms / 1000)} s`;
}

function badge(words: string, bad: boolean): RootContent {
  return element("span", { className: bad ? "plumbline-badge plumbline-stale" : "plumbline-badge" }, [text(words)]);
}
