import type { Group, Row } from "../group.ts";
import { connection, lock, replica, transaction } from "./activity.ts";
import { columns } from "./columns.ts";
import { latency } from "./latency.ts";
import { named, singles } from "./named.ts";
import { setting } from "./setting.ts";
import { statement } from "./statement.ts";

/** Every group, in the order in which they are read. */
export const groups: readonly Group[] = [
  singles("server"),
  setting,
  named("database", ["name"], {
    gaps: without("size_bytes", "this role may not connect to them"),
    seesSessions: true,
  }),
  named("extension", ["name"]),
  named("schema", ["name"]),
  named("table", ["schema", "name"]),
  columns,
  named("index", ["schema", "name"], {
    gaps: (rows) => [
      ...without("size_bytes", "they are locked")(rows),
      ...without("definition", "their tables are locked")(rows),
    ],
  }),
  named("redundant_index", ["schema", "name"]),
  named("unindexed_foreign_key", ["schema", "table", "name"]),
  named("bloat", ["schema", "name"], {
    file: ({ extensions }) => ("pgstattuple" in extensions ? "bloat-measured" : "bloat-estimate"),
    gaps: without("bloat_bytes", "their columns were never analysed, or this role may not SELECT them"),
    optionalExtension: "pgstattuple",
  }),
  named("index_bloat", ["schema", "name"], {
    gaps: without(
      "bloat_bytes",
      "they are partial, or their columns were never analysed, or this role may not SELECT them",
    ),
  }),
  named("index_density", ["schema", "name"], { optionalExtension: "pgstattuple" }),
  statement,
  singles("statements", { optionalExtension: "pg_stat_statements" }),
  latency,
  singles("connections", { seesSessions: true }),
  connection,
  lock,
  transaction,
  replica,
  named("slot", ["name"]),
  singles("standby"),
  singles("archiver"),
  singles("checkpoint"),
  singles("background_writer"),
  singles("wal"),
  singles("wal_directory"),
  named("io", ["backend", "object", "context"]),
];

/** Says how many rows lack a field, and why; the rows themselves keep null. */
function without(field: string, why: string) {
  return (rows: readonly Row[]): string[] => {
    const without = rows.filter((row) => row[field] === null).length;
    return without === 0 ? [] : [`${field} of ${without} of ${rows.length} could not be read: ${why}`];
  };
}
