import type { Json } from "../../core/canonical-json.ts";
import type { Snapshot } from "../../core/fact.ts";
import { isRecord } from "../../core/is-record.ts";

/** A fact's fields; a fact that is a single value has one, `value`. */
export type Fields = Readonly<Record<string, Json>>;

/** The facts of a snapshot by id, each as fields. */
export function factTable({ facts }: Snapshot): Map<string, Fields> {
  return new Map(facts.map(({ id, value }) => [id, isRecord(value) ? value : { value }]));
}

/** The first part of a fact's id: `table` of `table.authority.users`. */
export function groupOf(id: string): string {
  return id.slice(0, id.indexOf(".") < 0 ? undefined : id.indexOf("."));
}

/** The name of what a field measures: the field, or for a fact that is a single value what follows its group. */
export function measuredField(id: string, field: string): string {
  return field === "value" ? id.slice(groupOf(id).length + 1) : field;
}
