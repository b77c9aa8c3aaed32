import type { Json } from "../../../core/canonical-json.ts";
import type { Row } from "../group.ts";

/**
 * Two entries of one statement as if the server had counted them together: counters add up, the mean follows, the standard
 * deviation is that of the union of two populations.
 */
export function combineStatements(a: Row, b: Row): Row {
  const sums = Object.entries(a).map(([field, value]) => [
    field,
    typeof value === "number" ? add(value, b[field]) : value,
  ]);
  const combined: Row = Object.fromEntries(sums);
  const [calls, total] = [combined.calls, combined.total_exec_ms];
  const mean = typeof calls === "number" && typeof total === "number" ? total / calls : null;
  return {
    ...combined,
    mean_exec_ms: mean,
    stddev_exec_ms: mean === null ? null : pooledDeviation([a, b], mean),
    min_exec_ms: pick(Math.min, a.min_exec_ms, b.min_exec_ms),
    max_exec_ms: pick(Math.max, a.max_exec_ms, b.max_exec_ms),
  };
}

function add(a: Json | undefined, b: Json | undefined): number | null {
  return typeof a === "number" && typeof b === "number" ? a + b : null;
}

function pick(choose: (...values: number[]) => number, a: Json | undefined, b: Json | undefined): number | null {
  return typeof a === "number" && typeof b === "number" ? choose(a, b) : null;
}

/** Root of the mean square minus the squared mean, over both populations. */
function pooledDeviation(rows: readonly Row[], mean: number): number | null {
  let calls = 0;
  let squares = 0;
  for (const row of rows) {
    if (typeof row.calls !== "number" || typeof row.mean_exec_ms !== "number") return null;
    if (typeof row.stddev_exec_ms !== "number") return null;
    calls += row.calls;
    squares += row.calls * (row.stddev_exec_ms ** 2 + row.mean_exec_ms ** 2);
  }
  return Math.sqrt(Math.max(0, squares / calls - mean ** 2));
}
