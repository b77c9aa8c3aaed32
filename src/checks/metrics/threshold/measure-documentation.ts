import type { Coverage, Outcome } from "../../../core/finding.ts";
import type { Metric } from "../../../core/metrics/metric.ts";

/** The checks that count what has its place. */
const COUNTING = ["coverage/pages", "coverage/schema", "coverage/archives"];

/** What all checks of coverage counted in this run, together; without a value where one of them could not count. */
export function measureDocumentation(outcomes: readonly Outcome[], now: Date, threshold: number): Metric {
  const counted = COUNTING.map((check) => ({ check, coverage: coverageOf(outcomes, check) }));
  const silent = counted.filter(({ coverage }) => coverage === undefined).map(({ check }) => check);
  const covered = sum(counted, "covered");
  const total = sum(counted, "total");
  const isKnown = silent.length === 0 && total > 0;
  return {
    id: "documentation",
    subject: "documentation",
    value: isKnown ? (100 * covered) / total : null,
    threshold,
    evidence: isKnown
      ? `${covered} of ${total} things have their place`
      : `as ${(silent.length > 0 ? silent : COUNTING).join(" and ")} counted nothing`,
    observedAt: isKnown ? now.toISOString().replace(/\.\d+Z$/, "Z") : null,
    hint: isKnown ? "Mend the findings of the checks of coverage." : "Let them run beside this check.",
  };
}

function coverageOf(outcomes: readonly Outcome[], check: string): Coverage | undefined {
  const outcome = outcomes.find((one) => one.check === check);
  return outcome?.status === "ran" ? outcome.coverage : undefined;
}

function sum(counted: readonly { coverage: Coverage | undefined }[], field: keyof Coverage): number {
  return counted.reduce((all, { coverage }) => all + (coverage?.[field] ?? 0), 0);
}
