import type { Json } from "../../core/canonical-json.ts";
import type { Fact } from "../../core/fact.ts";

type Values = Readonly<Record<string, Json>>;

/**
 * Gives every schema the size of its tables, which are read once. A schema with a table whose size could not be read has
 * none itself; neither has any where tables are missing from the facts.
 */
export function withSchemaSizes(facts: readonly Fact[], complete: boolean): Fact[] {
  const sizes = new Map<string, number | null>();
  for (const { id, value } of facts) {
    if (!id.startsWith("table.")) continue;
    const { schema, total_bytes: size } = value as Values;
    const before = sizes.get(String(schema)) ?? (sizes.has(String(schema)) ? null : 0);
    sizes.set(String(schema), before === null || typeof size !== "number" ? null : before + size);
  }
  return facts.map((fact) => {
    if (!fact.id.startsWith("schema.")) return fact;
    const { name, ...rest } = fact.value as Values;
    const size = sizes.has(String(name)) ? sizes.get(String(name)) : 0;
    return { ...fact, value: { name: name ?? null, ...rest, total_bytes: complete ? (size ?? null) : null } };
  });
}
