import type { Json } from "../../core/canonical-json.ts";
import type { Fact, Snapshot } from "../../core/fact.ts";
import { isRecord } from "../../core/is-record.ts";

/** One column: the field of the fact's value, or what `of` makes of the fact. */
export interface Column {
  title: string;
  field: string;
  /** Shown as code. */
  code?: true;
  /** Text that people wrote, which wraps; names and numbers do not. */
  long?: true;
  /** What stands for null, where it means something else than that nobody could read it: `never`, `none`. */
  none?: string;
}

/** A table over the facts of one snapshot; a pure description, rendered by the transform. */
export interface View {
  name: string;
  title: string;
  source: string;
  columns: readonly Column[];
  /** The rows in their order; each a record of fields. */
  rows(snapshot: Snapshot): readonly Readonly<Record<string, Json>>[];
  /** The fact group, or groups, that, when not readable, are said below the table. */
  group: string | readonly string[];
}

/** The facts of a group (`table.…`) as records; a fact that is a single value becomes `{ name, value, unit? }`. */
export function recordsOf(snapshot: Snapshot, group: string): Record<string, Json>[] {
  const prefix = `${group}.`;
  return snapshot.facts.filter((fact) => fact.id.startsWith(prefix)).map((fact) => recordOf(fact, prefix));
}

function recordOf({ id, value, unit }: Fact, prefix: string): Record<string, Json> {
  const name = decodeURIComponent(id.slice(prefix.length));
  return isRecord(value) ? { name, ...value } : { name, value, ...(unit === undefined ? {} : { unit }) };
}

/** Sorts records by a numeric field, largest first; what is not readable comes last. */
export function largestFirst(records: readonly Record<string, Json>[], field: string): Record<string, Json>[] {
  const size = (record: Record<string, Json>) => {
    const value = record[field];
    return typeof value === "number" ? value : Number.NEGATIVE_INFINITY;
  };
  return [...records].sort((a, b) => size(b) - size(a));
}
