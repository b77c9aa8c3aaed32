import { largestFirst, recordsOf, type View } from "./view.ts";

export const schemasView: View = {
  name: "schemas",
  title: "Schemas",
  source: "postgres",
  group: "schema",
  columns: [
    { title: "Schema", field: "name" },
    { title: "Tables", field: "tables" },
    { title: "Size", field: "total_bytes" },
    { title: "What it keeps", field: "comment", long: true },
  ],
  rows: (snapshot) => largestFirst(recordsOf(snapshot, "schema"), "total_bytes"),
};
