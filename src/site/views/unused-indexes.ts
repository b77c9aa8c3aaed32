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
  ],
  rows: (snapshot) =>
    largestFirst(recordsOf(snapshot, "index"), "size_bytes").filter(
      (index) => index.scans === 0 && index.unique === false,
    ),
};
