import { recordsOf, type View } from "./view.ts";

export const extensionsView: View = {
  name: "extensions",
  title: "Extensions",
  source: "postgres",
  group: "extension",
  columns: [
    { title: "Extension", field: "name" },
    { title: "Version", field: "version" },
    { title: "Schema", field: "schema" },
  ],
  rows: (snapshot) => recordsOf(snapshot, "extension"),
};
