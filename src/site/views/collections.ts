import { recordsOf, type View } from "./view.ts";

export const collectionsView: View = {
  name: "collections",
  title: "Collections",
  source: "archives",
  group: "collection",
  columns: [
    { title: "Database", field: "database" },
    { title: "Collection", field: "collection" },
    { title: "Documents", field: "documents" },
    { title: "Size", field: "bytes" },
    { title: "Smallest", field: "smallest_bytes", none: "none" },
    { title: "Largest", field: "largest_bytes", none: "none" },
    { title: "First ObjectId", field: "first_object_id_at", none: "none" },
    { title: "Last ObjectId", field: "last_object_id_at", none: "none" },
    { title: "CRC matches", field: "crc_matches", none: "none in this form" },
    { title: "Archive", field: "file" },
  ],
  rows: (snapshot) => recordsOf(snapshot, "collection"),
};
