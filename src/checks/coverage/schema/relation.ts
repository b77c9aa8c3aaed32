import type { Place } from "../../../core/finding.ts";

/** A schema or table that exists, in a database or in a file that makes one. */
export interface Relation {
  schema: string;
  /** Undefined for the schema itself. */
  table: string | undefined;
  /** What the comment in the catalogue says of it; empty where there is none. */
  comment: string;
  /** Where a file makes it. */
  place?: Place;
  /** Where a snapshot saw it. */
  seen?: { source: string; target: string; id: string };
}

/** `schema` or `schema.table`, as pages name it. */
export function nameOf({ schema, table }: Pick<Relation, "schema" | "table">): string {
  return table === undefined ? schema : `${schema}.${table}`;
}
