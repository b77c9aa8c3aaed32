import type { Fact, Snapshot } from "../../core/fact.ts";
import type { FactReader } from "../../core/fact-reader.ts";
import type { FactReference } from "../../core/fact-reference.ts";
import { isRecord } from "../../core/is-record.ts";
import { compareSnapshots, groupOf, isCounter, isMean, measuredField } from "../compare/index.ts";

/** One point of a trend; a value that is undefined is a gap, and `note` says why. */
export interface TrendPoint {
  /** When it was observed; for what is counted, the end of the interval. RFC 3339. */
  at: string;
  value: number | undefined;
  note?: string;
}

/** How a number moved over the timed snapshots of a target. */
export interface Trend {
  /** `value`: as observed. `per day`: counted between two snapshots. `mean`: of the calls between two snapshots. */
  kind: "value" | "per day" | "mean";
  unit: string | undefined;
  points: readonly TrendPoint[];
}

/** What the refusal of an interval rests on; other facts than these and the wanted one are not compared. */
const EVIDENCE = /^(server|statements|database)\.|^setting\.pg_stat_statements|^\w+\.statistics_reset_at$/;

/**
 * The course of one number over every timed snapshot of its target, oldest first. What counts up is shown per day of each
 * interval, and an interval whose ends are not one count is a gap, never a zero. A fact that a snapshot lacks is a gap.
 */
export function buildTrend(facts: FactReader, reference: FactReference): Trend {
  const { source, target, id, field = "value" } = reference;
  const snapshots = facts.times(source, target).flatMap((time) => facts.at(source, target, time)?.snapshot ?? []);
  const unit = snapshots.flatMap((snapshot) => factOf(snapshot, id)?.unit ?? []).at(-1);
  const group = groupOf(id);
  if (isMean(group, field)) return { kind: "mean", unit, points: intervalPoints(snapshots, id, field) };
  if (isCounter(source, group, measuredField(id, field)))
    return { kind: "per day", unit, points: intervalPoints(snapshots, id, field) };
  const points = snapshots.map((snapshot): TrendPoint => {
    const value = numberIn(factOf(snapshot, id), field);
    const at = snapshot.provenance.observedAt;
    return value === undefined ? { at, value, note: "not in this snapshot" } : { at, value };
  });
  return { kind: "value", unit, points };
}

function intervalPoints(snapshots: readonly Snapshot[], id: string, field: string): TrendPoint[] {
  return snapshots.slice(1).map((newer, index) => {
    const older = snapshots[index] as Snapshot;
    return { at: newer.provenance.observedAt, ...intervalValue(reduced(older, id), reduced(newer, id), id, field) };
  });
}

function intervalValue(older: Snapshot, newer: Snapshot, id: string, field: string): Omit<TrendPoint, "at"> {
  const [before, after] = [factOf(older, id), factOf(newer, id)];
  if (!before || !after) return { value: undefined, note: "not in both snapshots" };
  const { changes, refused } = compareSnapshots(older, newer);
  const change = changes.find((each) => each.id === id && each.field === field);
  if (change?.kind === "counter" && change.per_day !== undefined) {
    return { value: change.per_day, ...(change.at_least ? { note: "at least" } : {}) };
  }
  if (change?.kind === "mean" && change.of === "interval") return { value: Number(change.to) };
  const [reason] = refused.map((refusal) => refusal.reason);
  if (reason !== undefined) return { value: undefined, note: `not one count: ${reason}` };
  if (change?.kind === "mean") return { value: undefined, note: "not one count" };
  const same = numberIn(before, field) === numberIn(after, field);
  if (!isMean(groupOf(id), field) && same) return { value: 0 };
  return { value: undefined, note: same ? "no call in between" : "fell: the count began anew" };
}

function reduced(snapshot: Snapshot, id: string): Snapshot {
  return { ...snapshot, facts: snapshot.facts.filter((fact) => fact.id === id || EVIDENCE.test(fact.id)) };
}

function factOf({ facts }: Snapshot, id: string): Fact | undefined {
  return facts.find((fact) => fact.id === id);
}

function numberIn(fact: Fact | undefined, field: string): number | undefined {
  const value = fact?.value;
  const found = isRecord(value) ? value[field] : value;
  return typeof found === "number" ? found : undefined;
}
