import type { Json } from "../../core/canonical-json.ts";
import { isRecord } from "../../core/is-record.ts";
import { largestFirst, recordsOf, type View } from "./view.ts";

const SOURCE = "postgres";
const TEXT = { title: "Statement", field: "query", code: true, long: true } as const;

/** Statements by what they cost: time, reads, WAL, temporary files; and how the server would run them. */
export const statementViews: readonly View[] = [
  leaders("statements-by-time", "Statements by total time", "total_exec_ms", [
    { title: "Total", field: "total_exec_ms" },
    { title: "Calls", field: "calls" },
    { title: "Mean", field: "mean_exec_ms" },
    { title: "Deviation", field: "stddev_exec_ms" },
    { title: "Min", field: "min_exec_ms" },
    { title: "Max", field: "max_exec_ms" },
    { title: "Rows", field: "rows" },
  ]),
  leaders("statements-by-reads", "Statements by blocks read", "shared_blocks_read", [
    { title: "Blocks read", field: "shared_blocks_read" },
    { title: "Blocks from cache", field: "shared_blocks_hit" },
    { title: "Calls", field: "calls" },
    { title: "Mean", field: "mean_exec_ms" },
  ]),
  leaders("statements-by-wal", "Statements by WAL", "wal_bytes", [
    { title: "WAL", field: "wal_bytes" },
    { title: "Records", field: "wal_records" },
    { title: "Calls", field: "calls" },
  ]),
  leaders("statements-by-temporary-files", "Statements by temporary files", "temp_blocks_written", [
    { title: "Blocks written", field: "temp_blocks_written" },
    { title: "Blocks read", field: "temp_blocks_read" },
    { title: "Calls", field: "calls" },
    { title: "Mean", field: "mean_exec_ms" },
  ]),
  {
    name: "plans",
    title: "Plans of the statements that take most time",
    source: SOURCE,
    group: "plan",
    columns: [
      TEXT,
      { title: "Total time", field: "total_exec_ms" },
      { title: "Nodes that matter", field: "nodes", long: true },
    ],
    rows: (snapshot) => {
      const statements = new Map(snapshot.facts.map(({ id, value }) => [id, value]));
      const plans = recordsOf(snapshot, "plan").map(({ name, nodes }) => {
        const statement = statements.get(`statement.${name}`);
        return { ...(statement !== undefined && isRecord(statement) ? statement : {}), nodes: describeNodes(nodes) };
      });
      return largestFirst(plans, "total_exec_ms");
    },
  },
];

function leaders(name: string, title: string, field: string, columns: View["columns"]): View {
  return {
    name,
    title,
    source: SOURCE,
    group: "statement",
    columns: [TEXT, ...columns],
    rows: (snapshot) =>
      largestFirst(recordsOf(snapshot, "statement"), field).filter(
        (row) => typeof row[field] !== "number" || row[field] > 0,
      ),
  };
}

/** `Seq Scan on vuln.advisories (91 % of the cost, 1000 rows): (severity = $1)`, dearest first. */
function describeNodes(nodes: Json | undefined): string {
  if (!Array.isArray(nodes)) return "";
  return nodes.filter(isRecord).map(describeNode).join("; ");
}

function describeNode({
  node,
  relation,
  index,
  condition,
  cost_ratio,
  estimated_rows,
}: Readonly<Record<string, Json>>) {
  const place = [relation && ` on ${relation}`, index && ` using ${index}`].filter(Boolean).join("");
  const share = typeof cost_ratio === "number" ? `${Math.round(cost_ratio * 100)} % of the cost, ` : "";
  return `${node}${place} (${share}${estimated_rows} rows)${condition ? `: ${condition}` : ""}`;
}
