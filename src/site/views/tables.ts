import { largestFirst, recordsOf, type View } from "./view.ts";

export const tablesView: View = {
  name: "tables",
  title: "Tables",
  source: "postgres",
  group: "table",
  columns: [
    { title: "Schema", field: "schema" },
    { title: "Table", field: "name" },
    { title: "Size", field: "total_bytes" },
    { title: "Live rows", field: "live_rows" },
    { title: "Dead rows", field: "dead_rows" },
    { title: "Sequential scans", field: "sequential_scans" },
    { title: "Index scans", field: "index_scans" },
  ],
  rows: (snapshot) => largestFirst(recordsOf(snapshot, "table"), "total_bytes"),
};
