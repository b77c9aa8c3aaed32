import type { Json } from "../../core/canonical-json.ts";
import type { Snapshot } from "../../core/fact.ts";
import { largestFirst, recordsOf, type View } from "./view.ts";

const SOURCE = "postgres";
const TABLE = [
  { title: "Schema", field: "schema" },
  { title: "Table", field: "name" },
] as const;
const INDEX = [
  { title: "Schema", field: "schema" },
  { title: "Index", field: "name" },
  { title: "Table", field: "table" },
] as const;

/** A table this long, read this often from end to end, deserves an index. */
const LONG_ROWS = 10_000;

/** Where space and work are wasted: bloat, late vacuum, whole tables read, indexes too many and too few. */
export const spaceViews: readonly View[] = [
  {
    name: "vacuum",
    title: "Dead rows, and when the tables were last vacuumed",
    source: SOURCE,
    group: "table",
    columns: [
      ...TABLE,
      { title: "Dead rows", field: "dead_rows" },
      { title: "Live rows", field: "live_rows" },
      { title: "HOT updates", field: "hot_update_ratio", none: "no updates" },
      { title: "Last vacuum", field: "last_vacuum_at", none: "never" },
      { title: "Last analyze", field: "last_analyze_at", none: "never" },
    ],
    rows: (snapshot) =>
      largestFirst(recordsOf(snapshot, "table"), "dead_rows").filter(({ kind }) => kind !== "partitioned table"),
  },
  {
    name: "wraparound",
    title: "Age of the oldest transaction id",
    source: SOURCE,
    group: "table",
    columns: [
      ...TABLE,
      { title: "Transaction ids", field: "transaction_id_age" },
      { title: "Multixact ids", field: "multixact_age" },
    ],
    rows: (snapshot) =>
      largestFirst(recordsOf(snapshot, "table"), "transaction_id_age").filter(
        ({ kind }) => kind !== "partitioned table",
      ),
  },
  {
    name: "sequential-scans",
    title: `Tables of ${LONG_ROWS.toLocaleString("en-US")} rows or more that are read from end to end`,
    source: SOURCE,
    group: "table",
    columns: [
      ...TABLE,
      { title: "Rows read so", field: "sequential_rows_read" },
      { title: "Scans", field: "sequential_scans" },
      { title: "Rows a scan", field: "rows_per_scan" },
      { title: "Live rows", field: "live_rows" },
      { title: "Index scans", field: "index_scans", none: "no index" },
    ],
    rows: (snapshot) =>
      largestFirst(
        recordsOf(snapshot, "table").flatMap((row) => {
          const { sequential_scans: scans, sequential_rows_read: rows, live_rows: live } = row;
          if (typeof scans !== "number" || typeof rows !== "number" || typeof live !== "number") return [];
          return live < LONG_ROWS || scans === 0 ? [] : [{ ...row, rows_per_scan: Math.round(rows / scans) }];
        }),
        "sequential_rows_read",
      ),
  },
  {
    name: "bloat",
    title: "Space that a rewrite of the table would give back",
    source: SOURCE,
    group: "bloat",
    columns: [
      ...TABLE,
      { title: "Bloat", field: "bloat_bytes" },
      { title: "Of the table", field: "bloat_ratio" },
      { title: "Table", field: "heap_bytes" },
      { title: "How it is known", field: "method" },
    ],
    rows: (snapshot) => largestFirst(recordsOf(snapshot, "bloat"), "bloat_bytes"),
  },
  {
    name: "index-bloat",
    title: "Space that a rebuild of the B-tree index would give back",
    source: SOURCE,
    group: ["index_bloat", "index_density"],
    columns: [
      ...INDEX,
      { title: "Bloat", field: "bloat_bytes" },
      { title: "Of the index", field: "bloat_ratio" },
      { title: "Size", field: "index_bytes" },
      { title: "Leaf density", field: "leaf_density_ratio", none: "not measured" },
      { title: "Fragmentation", field: "leaf_fragmentation_ratio", none: "not measured" },
      { title: "How it is known", field: "method" },
    ],
    rows: (snapshot) => largestFirst(bloatOfIndexes(snapshot), "bloat_bytes"),
  },
  {
    name: "redundant-indexes",
    title: "Indexes that another index makes superfluous",
    source: SOURCE,
    group: "redundant_index",
    columns: [
      ...INDEX,
      { title: "How", field: "kind" },
      { title: "Covered by", field: "covered_by" },
      { title: "Definition", field: "definition", code: true, long: true },
      { title: "Definition of the other", field: "covering_definition", code: true, long: true },
    ],
    rows: (snapshot) => recordsOf(snapshot, "redundant_index"),
  },
  {
    name: "invalid-indexes",
    title: "Indexes that a failed build left invalid",
    source: SOURCE,
    group: "index",
    columns: [...INDEX, { title: "Size", field: "size_bytes" }],
    rows: (snapshot) => recordsOf(snapshot, "index").filter(({ valid }) => valid === false),
  },
  {
    name: "unindexed-foreign-keys",
    title: "Foreign keys without an index",
    source: SOURCE,
    group: "unindexed_foreign_key",
    columns: [
      { title: "Schema", field: "schema" },
      { title: "Table", field: "table" },
      { title: "Key", field: "definition", code: true, long: true },
      { title: "Live rows", field: "live_rows" },
      { title: "Changes in the other table", field: "referenced_rows_changed" },
    ],
    rows: (snapshot) => largestFirst(recordsOf(snapshot, "unindexed_foreign_key"), "live_rows"),
  },
];

/** One row an index: what was measured of it, else what was estimated. */
function bloatOfIndexes(snapshot: Snapshot): Record<string, Json>[] {
  const estimated = recordsOf(snapshot, "index_bloat").map((row) => ({
    ...row,
    leaf_density_ratio: null,
    leaf_fragmentation_ratio: null,
  }));
  const rows: Record<string, Json>[] = [...estimated, ...recordsOf(snapshot, "index_density")];
  return [...new Map(rows.map((row) => [JSON.stringify([row.schema, row.name]), row])).values()];
}
