import type { Group, Row } from "../group.ts";
import type { Session } from "../read-session.ts";
import { redactStatement } from "../redact-statement.ts";
import { named, numbered } from "./named.ts";

const QUERIES = ["query", "blocking_query"];

/** Client connections by state; a session whose state this role may not see has none. */
export const connection: Group = {
  ...named("connection", ["state"]),
  seesSessions: true,
  gaps: hiddenSessions,
  toFacts: (rows) => named("connection", ["state"]).toFacts(rows.filter(({ state }) => state !== null)),
};

/** Sessions that wait for a lock. */
export const lock = withQueries(numbered("lock", { seesSessions: true, gaps: hiddenSessions }));

/** Transactions that have been open for a minute or longer. */
export const transaction = withQueries(
  numbered("transaction", {
    seesSessions: true,
    gaps: hiddenSessions,
    values: ({ longTransactionS }) => [longTransactionS],
  }),
);

/** Receivers of this server's WAL. */
export const replica = named("replica", ["name"], { seesSessions: true, gaps: hiddenSessions });

function hiddenSessions(_: readonly Row[], { mayReadStats }: Session): string[] {
  return mayReadStats ? [] : ["sessions of other roles are hidden: grant the role pg_monitor"];
}

/** What a session runs at the moment still holds its literals. */
function withQueries(group: Group): Group {
  return { ...group, toFacts: (rows) => group.toFacts(rows.map(redactQueries)) };
}

function redactQueries(row: Row): Row {
  const queries = QUERIES.filter((field) => typeof row[field] === "string");
  return { ...row, ...Object.fromEntries(queries.map((field) => [field, redactStatement(String(row[field]))])) };
}
