import { createHash } from "node:crypto";
import type { Group, Row } from "../group.ts";
import { redactStatement } from "../redact-statement.ts";
import { combineStatements } from "./combine-statements.ts";

/** Known by its text, database and role: the server's own query id changes with every dump and restore. */
export const statement: Group = {
  name: "statement",
  extension: "pg_stat_statements",
  values: ({ statements }) => [statements],
  gaps: (rows) => {
    const hidden = rows.filter(isHidden).length;
    return hidden === 0 ? [] : [`${hidden} of ${rows.length} are hidden from this role: grant it pg_monitor`];
  },
  toFacts: (rows) => {
    const byId = new Map<string, Row>();
    for (const row of rows.filter((each) => !isHidden(each))) {
      const value = { ...row, query: redactStatement(String(row.query)) };
      const key = JSON.stringify([row.database, row.role, value.query]);
      const id = `statement.${createHash("sha256").update(key).digest("hex").slice(0, 16)}`;
      // The server counts apart what differs in nothing that is shown: at top level or nested, or in what was redacted.
      const same = byId.get(id);
      byId.set(id, same ? combineStatements(same, value) : value);
    }
    return [...byId].map(([id, value]) => ({ id, value }));
  },
};

/** The server's own stand-in for the text of another role's statement; null where it lost the text. */
function isHidden({ query }: Row): boolean {
  return query === "<insufficient privilege>" || query === null;
}
