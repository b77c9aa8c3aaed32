import { readdirSync, readFileSync } from "node:fs";
import type { Json } from "../../core/canonical-json.ts";
import type { Fact } from "../../core/fact.ts";

/** A row as the query gives it: column names are the names of the fact's fields. */
export type Row = Readonly<Record<string, Json>>;

/** Facts that one query gives. The SQL lies in `sql/<name>-<major>.sql`, one file for each major that changed it. */
export interface Group {
  name: string;
  /** Turns the rows into facts; redacts what may hold a secret. */
  toFacts(rows: readonly Row[]): Fact[];
}

const FOLDER = new URL("./sql/", import.meta.url);

/** The query of a group for a server: the file of the newest major that is not newer than the server. */
export function groupSql(name: string, major: number): string {
  const majors = readdirSync(FOLDER)
    .flatMap((file) => new RegExp(`^${name}-(\\d+)\\.sql$`).exec(file)?.[1] ?? [])
    .map(Number)
    .filter((each) => each <= major);
  return readFileSync(new URL(`${name}-${Math.max(...majors)}.sql`, FOLDER), "utf8");
}
