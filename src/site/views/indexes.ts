import { largestFirst, recordsOf, type View } from "./view.ts";

export const indexesView: View = {
  name: "indexes",
  title: "Indexes",
  source: "postgres",
  group: "index",
  columns: [
    { title: "Schema", field: "schema" },
    { title: "Index", field: "name" },
    { title: "Table", field: "table" },
    { title: "Size", field: "size_bytes" },
    { title: "Scans", field: "scans" },
    { title: "Unique", field: "unique" },
  ],
  rows: (snapshot) => largestFirst(recordsOf(snapshot, "index"), "size_bytes"),
};
