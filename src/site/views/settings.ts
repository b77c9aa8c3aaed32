import { recordsOf, type View } from "./view.ts";

export const settingsView: View = {
  name: "settings",
  title: "Settings",
  source: "postgres",
  group: "setting",
  columns: [
    { title: "Setting", field: "name" },
    { title: "Value", field: "value" },
    { title: "Unit", field: "unit" },
    { title: "Source", field: "source" },
    { title: "Default", field: "boot_value" },
  ],
  rows: (snapshot) => recordsOf(snapshot, "setting"),
};
