import type { Json } from "../../core/canonical-json.ts";
import type { Fact, Provenance } from "../../core/fact.ts";
import type { PostgresOptions } from "./options.ts";
import type { Session } from "./read-session.ts";

/** A row as the query gives it: column names are the names of the fact's fields. */
export type Row = Readonly<Record<string, Json>>;

/** What could not be read, and why. */
export type Gap = NonNullable<Provenance["unreadable"]>[number];

/** Facts that one query gives. The SQL lies in `sql/<name>-<major>.sql` (`_` as `-`), a file for each major that changed it. */
export interface Group {
  name: string;
  /** The name of the query's files, where it depends on the session. */
  file?(session: Session): string;
  /** The extension that the query asks; `%1$s` in it stands for the extension's schema. */
  extension?: string;
  /** One that it asks where it is there; without it, and without a `file` of its own for that, the group is left out. */
  optionalExtension?: string;
  /**
   * Counts or lists sessions: asked when no other connection of this pull is there to be seen. A transaction keeps its first
   * look at them (https://www.postgresql.org/docs/current/monitoring-stats.html#MONITORING-STATS-VIEWS).
   */
  seesSessions?: true;
  /** What `$1`, `$2`… stand for. */
  values?(options: PostgresOptions): readonly unknown[];
  /** Turns the rows into facts; redacts what may hold a secret. */
  toFacts(rows: readonly Row[]): Fact[];
  /** What the rows themselves say that they lack. */
  gaps?(rows: readonly Row[], session: Session): string[];
}
