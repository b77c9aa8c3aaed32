import type { FactReader } from "../../../core/fact-reader.ts";
import { isRecord } from "../../../core/is-record.ts";
import type { Relation } from "./relation.ts";

/** Every schema that holds a table, and every table, of the newest snapshots of all databases. Partitions belong to their table. */
export function snapshotRelations(facts: FactReader): Relation[] {
  return facts.targets().flatMap(({ source, target }) => {
    if (source !== "postgres") return [];
    const all = facts.latest(source, target)?.facts ?? [];
    const read = (kind: string) =>
      all.flatMap(({ id, value }) => (id.startsWith(`${kind}.`) && isRecord(value) ? [{ id, value }] : []));
    const seen = (id: string) => ({ source, target, id });
    const tables = read("table")
      .filter(({ value }) => !value.partition_of)
      .map(({ id, value }) => ({
        schema: String(value.schema),
        table: String(value.name),
        comment: text(value.comment),
        seen: seen(id),
      }));
    const used = new Set(tables.map(({ schema }) => schema));
    const schemas = read("schema")
      .filter(({ value }) => used.has(String(value.name)))
      .map(({ id, value }) => ({
        schema: String(value.name),
        table: undefined,
        comment: text(value.comment),
        seen: seen(id),
      }));
    return [...schemas, ...tables];
  });
}

function text(value: unknown): string {
  return typeof value === "string" ? value.trim() : "";
}
