import type { Json } from "../../core/canonical-json.ts";
import { type Fact, factIdPart } from "../../core/fact.ts";

type Values = Readonly<Record<string, Json>>;

/**
 * Adds the sizes that follow from others, which would cost the server as much again: of every schema the sum of its tables
 * (null where one of them could not be read, or tables are missing from the facts), and that of the connected database.
 */
export function withDerivedSizes(facts: readonly Fact[], tablesComplete: boolean): Fact[] {
  const sizes = schemaSizes(facts);
  const sized = facts.map((fact) => {
    if (!fact.id.startsWith("schema.")) return fact;
    const { name, ...rest } = fact.value as Values;
    const size = sizes.has(String(name)) ? sizes.get(String(name)) : 0;
    return { ...fact, value: { name: name ?? null, ...rest, total_bytes: tablesComplete ? (size ?? null) : null } };
  });
  const database = facts.find(({ id }) => id === "server.database")?.value;
  const connected = facts.find(({ id }) => id === `database.${factIdPart(String(database))}`);
  const bytes = connected === undefined ? undefined : (connected.value as Values).size_bytes;
  return bytes === undefined ? sized : [...sized, { id: "server.database_bytes", value: bytes, unit: "bytes" }];
}

function schemaSizes(facts: readonly Fact[]): Map<string, number | null> {
  const sizes = new Map<string, number | null>();
  for (const { id, value } of facts) {
    if (!id.startsWith("table.")) continue;
    const { schema, total_bytes: size } = value as Values;
    const before = sizes.has(String(schema)) ? sizes.get(String(schema)) : 0;
    sizes.set(String(schema), typeof before !== "number" || typeof size !== "number" ? null : before + size);
  }
  return sizes;
}
