import type { Json } from "../../core/canonical-json.ts";
import { isRecord } from "../../core/is-record.ts";
import { recordsOf, type View } from "./view.ts";

/** Every column, by table and then as the table has them. */
export const columnsView: View = {
  name: "columns",
  title: "Columns",
  source: "postgres",
  group: "columns",
  columns: [
    { title: "Table", field: "table" },
    { title: "Column", field: "name", code: true },
    { title: "Type", field: "type" },
    { title: "May be null", field: "nullable" },
    { title: "What it holds", field: "comment", long: true },
  ],
  rows: (snapshot) =>
    recordsOf(snapshot, "columns").flatMap(({ schema = null, table = null, columns = null }) =>
      (isList(columns) ? columns : []).filter(isRecord).map((column) => ({ schema, table, ...column })),
    ),
};

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
