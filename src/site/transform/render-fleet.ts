import type { RootContent } from "mdast";
import type { Json } from "../../core/canonical-json.ts";
import { factIdPart, type Snapshot } from "../../core/fact.ts";
import { isRecord } from "../../core/is-record.ts";
import { formatValue } from "../format-value.ts";
import type { SiteContext } from "../site-context.ts";
import { freshnessOf } from "./freshness.ts";
import { element, text } from "./nodes.ts";
import { requireAttributes } from "./require-attributes.ts";

const TITLE = "Servers side by side";

/** Title of the column, and the fact, or field of a fact, that it shows. */
const COLUMNS: readonly (readonly [title: string, id: string, field?: string])[] = [
  ["Version", "server.version"],
  ["Minors behind", "server.minors_behind"],
  ["Out of support", "server.out_of_support"],
  ["Standby", "server.in_recovery"],
  ["Database size", "server.database_bytes"],
  ["Connections used", "connections.used_ratio"],
  ["Cache hits", "database", "cache_hit_ratio"],
  ["Oldest transaction id", "database", "transaction_id_age"],
];

/** Renders one row for every PostgreSQL server that has been read, from its newest snapshot, with its state. */
export function renderFleet(attributes: Readonly<Record<string, string>>, context: SiteContext): RootContent {
  requireAttributes("fleet", attributes, ["name"]);
  const servers = context.facts.targets().filter(({ source }) => source === "postgres");
  const rows = servers.flatMap(({ source, target }) => {
    const snapshot = context.facts.latest(source, target);
    if (!snapshot) return [];
    const { stale, observed, down } = freshnessOf(snapshot, context);
    const state = down === undefined ? (stale ? "stale" : "fresh") : "down";
    return [[target, state, observed, ...COLUMNS.map(([, id, field]) => shown(snapshot, id, field))]];
  });
  const line = (values: readonly string[]) => ({
    type: "tableRow" as const,
    children: values.map((value) => ({ type: "tableCell" as const, children: [text(value)] })),
  });
  const head = line(["Server", "State", "As of", ...COLUMNS.map(([title]) => title)]);
  return element("figure", { className: "plumbline-view", "data-view": "fleet" }, [
    element("figcaption", {}, [element("strong", {}, [text(`${TITLE} (${rows.length})`)])]),
    element("div", { className: "plumbline-scroll", tabindex: "0", role: "region", "aria-label": TITLE }, [
      { type: "table", children: [head, ...rows.map(line)] },
    ]),
  ]);
}

function shown({ facts }: Snapshot, id: string, field?: string): string {
  const value = (name: string): Json | undefined => facts.find((fact) => fact.id === name)?.value;
  if (field === undefined) return formatValue(value(id), id).text;
  const record = value(`${id}.${factIdPart(String(value("server.database")))}`);
  return formatValue(record !== undefined && isRecord(record) ? record[field] : undefined, field).text;
}
