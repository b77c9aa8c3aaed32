import { compareCodeUnits, type Json } from "../../core/canonical-json.ts";
import { type Fields, groupOf, measuredField } from "./fact-table.ts";
import { type GroupMeasures, MEAN, MEASURES } from "./measures.ts";

/** One field that differs between two snapshots. Units stand in the field's name, as in facts. */
export interface Change {
  id: string;
  field: string;
  /** A mean is worked out of two counters; a value is compared as it stands. */
  kind: "counter" | "gauge" | "mean" | "value";
  from: Json;
  to: Json;
  /** Counters: what was counted in the interval. Gauges and means: what it grew by. */
  difference?: number;
  per_day?: number;
  /** The count may have begun anew in between, so that the difference is a lower bound. */
  at_least?: true;
  /** Means: of the calls in the interval, or of all calls since the statistics were last reset. */
  of?: "interval" | "since reset";
  /** Means: how many calls `to` is the mean of. */
  calls?: number;
}

/** What is known about the two readings of a fact. */
export interface Readings {
  source: string;
  elapsedMs: number;
  /** The counters of its scope are not one count. */
  refused: boolean;
  /** Its counters may have begun anew on their own. */
  bound: boolean;
}

const DAY_MS = 86_400_000;

/** What changed in one fact that both snapshots have; a counter that fell is no difference, and is left out. */
export function compareFact(id: string, before: Fields, after: Fields, readings: Readings): Change[] {
  const group = groupOf(id);
  const measures = MEASURES[readings.source]?.[group];
  const fell = measures?.counters.some((field) => isLess(after[field], before[field])) ?? false;
  const countable = !readings.refused && !fell;
  const fields = Object.keys({ ...before, ...after }).sort(compareCodeUnits);
  return fields.flatMap((field): Change[] => {
    const [from, to] = [before[field] ?? null, after[field] ?? null];
    if (group === MEAN.group && field === MEAN.field) {
      return meanOf(id, before, after, countable && !readings.bound);
    }
    if (JSON.stringify(from) === JSON.stringify(to)) return [];
    const kind = kindOf(measuredField(id, field), measures);
    if (kind === "value" || typeof from !== "number" || typeof to !== "number") {
      return kind === "counter" ? [] : [{ id, field, kind: "value", from, to }];
    }
    const difference = to - from;
    if (kind === "counter" && (!countable || difference < 0)) return [];
    const bound = kind === "counter" && readings.bound ? { at_least: true as const } : {};
    return [{ id, field, kind, from, to, difference, per_day: (difference * DAY_MS) / readings.elapsedMs, ...bound }];
  });
}

function kindOf(field: string, measures: GroupMeasures | undefined): "counter" | "gauge" | "value" {
  if (measures?.counters.includes(field)) return "counter";
  return measures?.gauges.includes(field) ? "gauge" : "value";
}

/** The mean time of a call: in the interval where the counters are one count, else as each snapshot has it. */
function meanOf(id: string, before: Fields, after: Fields, countable: boolean): Change[] {
  const [callsBefore, calls] = [before.calls, after.calls];
  const [totalBefore, total] = [before.total_exec_ms, after.total_exec_ms];
  if (typeof callsBefore !== "number" || typeof calls !== "number" || callsBefore === 0 || calls === 0) return [];
  if (typeof totalBefore !== "number" || typeof total !== "number") return [];
  const from = totalBefore / callsBefore;
  const common = { id, field: MEAN.field, kind: "mean" as const, from };
  if (countable) {
    const called = calls - callsBefore;
    if (called === 0) return [];
    const to = (total - totalBefore) / called;
    return [{ ...common, to, difference: to - from, of: "interval", calls: called }];
  }
  const to = total / calls;
  return to === from ? [] : [{ ...common, to, difference: to - from, of: "since reset", calls }];
}

function isLess(after: Json | undefined, before: Json | undefined): boolean {
  return typeof after === "number" && typeof before === "number" && after < before;
}
