import type { Json } from "../../core/canonical-json.ts";
import { type Fact, factIdPart } from "../../core/fact.ts";
import type { Gap } from "./group.ts";

type Values = Readonly<Record<string, Json>>;

/** Which groups were read whole: no row left out. */
export interface Complete {
  table: boolean;
  index: boolean;
}

/**
 * Adds the sizes that follow from others, which would cost the server as much again: of every table those of its indexes and
 * the total, of every schema the sum of its tables, and that of the connected database. Null where a part of it could not
 * be read; the gap says of how many.
 */
export function withDerivedSizes(facts: readonly Fact[], complete: Complete): { facts: Fact[]; unreadable: Gap[] } {
  const indexes = complete.index ? sumsOf(facts, "index.", "size_bytes", ["schema", "table"]) : undefined;
  const withTables = facts.map((fact) =>
    fact.id.startsWith("table.") ? { ...fact, value: tableValue(fact.value as Values, indexes) } : fact,
  );
  const schemas = complete.table ? sumsOf(withTables, "table.", "total_bytes", ["schema"]) : undefined;
  const sized = withTables.map((fact) =>
    fact.id.startsWith("schema.") ? { ...fact, value: schemaValue(fact.value as Values, schemas) } : fact,
  );
  return { facts: [...sized, ...databaseSize(facts)], unreadable: gaps(sized, complete) };
}

type Sums = ReadonlyMap<string, number | null>;

/** Sums of a field by the names of what has it; null where one of the values is. */
function sumsOf(facts: readonly Fact[], group: string, field: string, names: readonly string[]): Sums {
  const sums = new Map<string, number | null>();
  for (const { id, value } of facts) {
    if (!id.startsWith(group)) continue;
    const values = value as Values;
    const key = keyOf(values, names);
    const before = sums.has(key) ? sums.get(key) : 0;
    const size = values[field];
    sums.set(key, typeof before !== "number" || typeof size !== "number" ? null : before + size);
  }
  return sums;
}

/** No name holds the character that cannot stand in one. */
function keyOf(values: Values, names: readonly string[]): string {
  return names.map((name) => String(values[name])).join("\0");
}

/** No entry is a sum of nothing: zero. */
function sumFor(sums: Sums | undefined, key: string): number | null {
  const sum = sums?.get(key);
  return sums === undefined ? null : sum === undefined ? 0 : sum;
}

function tableValue({ table_bytes: own, ...rest }: Values, indexes: Sums | undefined): Values {
  const known = typeof own === "number" ? sumFor(indexes, keyOf(rest, ["schema", "name"])) : null;
  return { ...rest, index_bytes: known, total_bytes: typeof own === "number" && known !== null ? own + known : null };
}

function schemaValue({ name, ...rest }: Values, schemas: Sums | undefined): Values {
  return { name: name ?? null, ...rest, total_bytes: sumFor(schemas, String(name)) };
}

function databaseSize(facts: readonly Fact[]): Fact[] {
  const database = facts.find(({ id }) => id === "server.database")?.value;
  const connected = facts.find(({ id }) => id === `database.${factIdPart(String(database))}`);
  const bytes = connected === undefined ? undefined : (connected.value as Values).size_bytes;
  return bytes === undefined ? [] : [{ id: "server.database_bytes", value: bytes, unit: "bytes" }];
}

function gaps(facts: readonly Fact[], complete: Complete): Gap[] {
  const tables = facts.filter(({ id }) => id.startsWith("table."));
  const without = tables.filter(({ value }) => (value as Values).total_bytes === null).length;
  if (without === 0) return [];
  const why = complete.index ? "they or their indexes are locked" : "not every index could be read";
  return [{ group: "table", reason: `total_bytes of ${without} of ${tables.length} could not be read: ${why}` }];
}
