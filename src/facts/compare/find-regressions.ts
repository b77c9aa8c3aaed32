import type { Change } from "./compare-fact.ts";
import type { Comparison } from "./compare-snapshots.ts";
import { groupOf, measuredField } from "./fact-table.ts";
import { type Limit, parseThreshold, type Threshold } from "./threshold.ts";

/** A change that goes further than its limit allows. */
export interface Regression {
  measure: string;
  change: Change;
  threshold: Threshold;
  /** How far it moved, in the threshold's terms: a ratio of the older value, or the measure's unit; per day where it says so. */
  moved: number;
}

/** Fewer calls than these make no mean to be judged by. */
const FEWEST_CALLS = 20;

/** The changes that go over their limits, in the comparison's order. Limits are named `group.field`. */
export function findRegressions(
  { changes, elapsed_ms }: Comparison,
  limits: Readonly<Record<string, Limit>>,
): Regression[] {
  return changes.flatMap((change): Regression[] => {
    const measure = `${groupOf(change.id)}.${measuredField(change.id, change.field)}`;
    const limit = limits[measure];
    if (limit === undefined || limit === false || change.difference === undefined) return [];
    const { change: text, floor } = typeof limit === "string" ? { change: limit, floor: 0 } : limit;
    const threshold = parseThreshold(text);
    if (!threshold || Math.abs(change.difference) < floor) return [];
    if (change.calls !== undefined && change.calls < FEWEST_CALLS) return [];
    const moved = movedBy(change, threshold, elapsed_ms);
    return moved * threshold.direction > threshold.amount ? [{ measure, change, threshold, moved }] : [];
  });
}

function movedBy({ from, difference = 0 }: Change, { relative, perDay }: Threshold, elapsedMs: number): number {
  const part = relative ? difference / Number(from) : difference;
  if (Number.isNaN(part)) return 0;
  return perDay ? (part * 86_400_000) / elapsedMs : part;
}
