import { recordsOf, type View } from "./view.ts";

/** What is left of a retired technology, per module and kind. */
export const removalView: View = {
  name: "removal",
  title: "References left",
  source: "references",
  group: "module",
  columns: [
    { title: "Module", field: "module" },
    { title: "Packages", field: "package" },
    { title: "Projects", field: "project" },
    { title: "Configuration", field: "configuration" },
    { title: "Code", field: "code" },
    { title: "Tests", field: "test" },
    { title: "Docs", field: "docs" },
    { title: "All", field: "total" },
  ],
  rows: (snapshot) => recordsOf(snapshot, "module"),
};
