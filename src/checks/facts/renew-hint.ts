import { METRICS_TARGET } from "../../core/metrics/metric-facts.ts";
import { PROOFS } from "../../core/proof/proof-facts.ts";

/** What to run for a newer snapshot: some targets are not pulled but drilled or proven. */
export function renewHint(source: string, target: string): string {
  if (source === PROOFS.source) return "Prove the blocks again: plumbline check --record-proofs";
  if (source === METRICS_TARGET.source) return "Measure them again: plumbline check --record-metrics";
  if (source === "drills") return `Drill it again: plumbline drill ${target}`;
  return `Pull it again: plumbline pull ${source} --target ${target}`;
}
