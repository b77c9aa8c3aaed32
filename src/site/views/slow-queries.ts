import { largestFirst, recordsOf, type View } from "./view.ts";

export const slowQueriesView: View = {
  name: "slow-queries",
  title: "Slowest statements by mean time",
  source: "postgres",
  group: "statement",
  columns: [
    { title: "Statement", field: "query", code: true, long: true },
    { title: "Calls", field: "calls" },
    { title: "Mean", field: "mean_exec_ms" },
    { title: "Max", field: "max_exec_ms" },
    { title: "Total", field: "total_exec_ms" },
    { title: "Rows", field: "rows" },
  ],
  rows: (snapshot) => largestFirst(recordsOf(snapshot, "statement"), "mean_exec_ms"),
};
