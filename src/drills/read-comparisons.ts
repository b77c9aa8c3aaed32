import type { Comparison } from "./drill.ts";
import type { Bench } from "./open-bench.ts";

/** What `drill-same` found equal, in the order in which it looked: a first line `mark bytes database`, then `table name rows digest`. */
export function readComparisons(bench: Bench): Comparison[] {
  const comparisons: Comparison[] = [];
  for (let text = bench.result("same-1"); text !== ""; text = bench.result(`same-${comparisons.length + 1}`)) {
    const [head = "", ...rest] = text.trim().split("\n");
    const [mark = "", bytes, database = ""] = head.split(" ");
    const tables = rest.map((line) => line.split(" ")).map(([, name = "", rows]) => ({ name, rows: Number(rows) }));
    comparisons.push({ mark, database, bytes: Number(bytes), tables });
  }
  return comparisons;
}
