import { recordsOf, type View } from "./view.ts";

export const archivesView: View = {
  name: "archives",
  title: "Archives",
  source: "archives",
  group: "archive",
  columns: [
    { title: "Archive", field: "file" },
    { title: "Form", field: "kind" },
    { title: "Status", field: "status" },
    { title: "Last full verification", field: "verified_at", none: "never" },
    { title: "Size", field: "bytes" },
    { title: "Uncompressed", field: "raw_bytes" },
    { title: "Collections", field: "collections" },
    { title: "Documents", field: "documents" },
    { title: "SHA-256", field: "sha256", code: true },
  ],
  rows: (snapshot) => recordsOf(snapshot, "archive"),
};
