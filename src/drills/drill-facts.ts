import type { Fact } from "../core/fact.ts";
import { factIdPart } from "../core/fact.ts";
import type { Drill, DrillOutcome } from "./drill.ts";

/** A drill that ran; skipped ones leave no facts. */
export type EndedDrill = Exclude<DrillOutcome, { status: "skipped" }>;

/**
 * The facts of a drill that ran, for a snapshot of source `drills`: `drill.last` as a whole, `step.NN` for each block of the page,
 * `table.NAME` for each table that was found equal.
 */
export function drillFacts(drill: Drill, ended: EndedDrill): Fact[] {
  const blocks = ended.steps.filter(({ step }) => !step.hidden);
  const last = ended.comparisons.at(-1);
  return [
    { id: "drill.last", value: summariseDrill(drill, ended) },
    ...blocks.map(({ step, took }, index) => ({
      id: `step.${String(index + 1).padStart(2, "0")}`,
      value: { kind: step.kind, block: step.name ?? null, took_ms: Math.round(took) },
    })),
    ...(last?.tables ?? []).map(({ name, rows }) => ({ id: `table.${factIdPart(name)}`, value: { rows } })),
  ];
}

/** A drill in one value: what was restored, how long it took, how much was found equal. */
export function summariseDrill({ page, settings, steps }: Drill, ended: EndedDrill) {
  const { comparisons, finding } = ended;
  const last = comparisons.at(-1);
  const timed = ended.steps.filter(({ step }) => step.name !== undefined && settings.restore.includes(step.name));
  return {
    result: ended.status,
    page: page.file,
    version: ended.version,
    blocks: steps.filter(({ hidden }) => !hidden).length,
    source_bytes: ended.sourceBytes,
    total_ms: Math.round(ended.took),
    // A time is told where something was restored and found equal, and nowhere else.
    restored_bytes: timed.length > 0 && last ? last.bytes : null,
    restore_ms: timed.length > 0 && last ? Math.round(timed.reduce((sum, { took }) => sum + took, 0)) : null,
    comparisons: comparisons.length,
    tables: last?.tables.length ?? null,
    rows: last?.tables.reduce((sum, { rows }) => sum + rows, 0) ?? null,
    network: ended.networkCut ? "cut off" : "not cut off",
    ...(finding ? { failure: `${finding.file}:${finding.line}: ${finding.message}` } : {}),
  };
}
