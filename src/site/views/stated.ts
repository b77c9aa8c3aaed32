import type { Json } from "../../core/canonical-json.ts";
import { isRecord } from "../../core/is-record.ts";
import { shelfOf } from "../../core/stale-at.ts";
import type { View } from "./view.ts";

/** What people stated: each fact with who says so, since when, and until when it may be believed. */
export const statedView: View = {
  name: "stated",
  title: "Stated facts",
  source: "manual",
  group: "stated",
  columns: [
    { title: "Fact", field: "fact", code: true },
    { title: "Value", field: "stated", long: true },
    { title: "On whose word", field: "by", long: true },
    { title: "As of", field: "since_at" },
    { title: "Believed until", field: "until_at" },
  ],
  rows: (snapshot) =>
    snapshot.facts.map((fact) => {
      const { since, staleAt } = shelfOf(fact, snapshot, 0);
      const by = fact.stated?.source ?? null;
      const times = { since_at: since.toISOString(), until_at: staleAt.toISOString() };
      return { fact: fact.id, stated: valueText(fact.value, fact.unit), by, ...times };
    }),
};

/** A value with its unit; of a record the names of its fields, for its values have views of their own. */
function valueText(value: Json, unit: string | undefined): string {
  if (isRecord(value)) return Object.keys(value).join(", ");
  const shown = typeof value === "string" ? value : JSON.stringify(value);
  return unit === undefined || unit === "text" || unit === "date" ? shown : `${shown} ${unit}`;
}
