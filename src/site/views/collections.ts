import { recordsOf, type View } from "./view.ts";

export const collectionsView: View = {
  name: "collections",
  title: "Collections",
  source: "archives",
  group: "collection",
  columns: [
    { title: "Archive", field: "file" },
    { title: "Database", field: "database" },
    { title: "Collection", field: "collection" },
    { title: "Documents", field: "documents" },
    { title: "Size", field: "bytes" },
    { title: "CRC matches", field: "crc_matches" },
  ],
  rows: (snapshot) => recordsOf(snapshot, "collection"),
};
