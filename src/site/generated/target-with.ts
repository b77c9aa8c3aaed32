import { factIdPart } from "../../core/fact.ts";
import type { FactReader } from "../../core/fact-reader.ts";

/** The first PostgreSQL target that has the schema; undefined where none has. */
export function targetWith(facts: FactReader, schema: string): string | undefined {
  const id = `schema.${factIdPart(schema)}`;
  return facts
    .targets()
    .filter(({ source }) => source === "postgres")
    .find(({ source, target }) => facts.latest(source, target)?.facts.some((fact) => fact.id === id))?.target;
}
