import { UserError } from "../../core/errors.ts";
import { METRICS_TARGET, metricFacts } from "../../core/metrics/metric-facts.ts";
import type { CheckRunResult } from "../../core/run-checks.ts";
import type { Retention } from "../../facts/index.ts";
import type { Setting } from "../global-options.ts";
import { recordSnapshot } from "./record-snapshot.ts";

const MEASURING = "metrics/threshold";

/** Keeps every success metric as a snapshot. Throws a `UserError` where the check that measures them did not run. */
export async function recordMetrics(
  setting: Setting,
  { outcomes, metrics }: CheckRunResult,
  retention: Retention,
): Promise<void> {
  const outcome = outcomes.find(({ check }) => check === MEASURING);
  if (outcome?.status !== "ran") {
    throw new UserError(
      `Unexpected --record-metrics without ${MEASURING}: ${outcome?.reason ?? "this run leaves it out"}`,
      "Let it run, beside the checks of coverage: plumbline check --record-metrics",
    );
  }
  const provenance = { ...METRICS_TARGET, origin: "plumbline check" };
  const file = await recordSnapshot(setting, provenance, metricFacts(metrics), retention);
  setting.console.note(`recorded ${metrics.length} metrics in ${file}`);
}
