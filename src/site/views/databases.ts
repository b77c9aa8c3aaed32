import { largestFirst, recordsOf, type View } from "./view.ts";

export const databasesView: View = {
  name: "databases",
  title: "Databases",
  source: "postgres",
  group: "database",
  columns: [
    { title: "Database", field: "name" },
    { title: "Size", field: "size_bytes" },
    { title: "Connections", field: "connections" },
    { title: "Cache hits", field: "cache_hit_ratio" },
    { title: "Commits", field: "transactions_committed" },
    { title: "Rollbacks", field: "transactions_rolled_back" },
  ],
  rows: (snapshot) => largestFirst(recordsOf(snapshot, "database"), "size_bytes"),
};
