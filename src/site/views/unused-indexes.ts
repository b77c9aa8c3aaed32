import type { Json } from "../../core/canonical-json.ts";
import { largestFirst, recordsOf, type View } from "./view.ts";

export const unusedIndexesView: View = {
  name: "unused-indexes",
  title: "Indexes without a scan",
  source: "postgres",
  group: "index",
  columns: [
    { title: "Schema", field: "schema" },
    { title: "Index", field: "name" },
    { title: "Table", field: "table" },
    { title: "Size", field: "size_bytes" },
    { title: "Scans counted since", field: "since_at", none: "the server was made, or last crashed" },
  ],
  rows: (snapshot) => {
    const database = snapshot.facts.find(({ id }) => id === "server.database")?.value;
    const since = recordsOf(snapshot, "database").find(({ name }) => name === database)?.statistics_reset_at ?? null;
    return largestFirst(recordsOf(snapshot, "index"), "size_bytes")
      .filter(isUnused)
      .map((index) => ({ ...index, since_at: since }));
  },
};

/** Without a scan, and without a duty: what enforces uniqueness, a constraint or an identity is used by every write. */
function isUnused({ scans, unique, enforces_constraint, replica_identity }: Readonly<Record<string, Json>>): boolean {
  return scans === 0 && unique === false && enforces_constraint !== true && replica_identity !== true;
}
