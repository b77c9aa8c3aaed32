import { recordsOf, type View } from "./view.ts";

export const serverView: View = {
  name: "server",
  title: "Server",
  source: "postgres",
  group: "server",
  columns: [
    { title: "Fact", field: "name" },
    { title: "Value", field: "value" },
  ],
  rows: (snapshot) => recordsOf(snapshot, "server"),
};
