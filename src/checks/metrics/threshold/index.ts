import * as z from "zod";
import type { Check, Look, Looks, Project } from "../../../core/check.ts";
import type { Draft, Place } from "../../../core/finding.ts";
import { holds, METRICS, type Metric, type MetricId, metricText } from "../../../core/metrics/metric.ts";
import { thresholdsSchema } from "../../../core/metrics/thresholds.ts";
import type { Directive } from "../../../core/page.ts";
import { wholeFile } from "../../../core/whole-file.ts";
import { measureDocumentation } from "./measure-documentation.ts";
import { measureLogs } from "./measure-logs.ts";
import { measureStorage, storedModule } from "./measure-storage.ts";

const options = z.strictObject({
  thresholds: thresholdsSchema.default({}).describe("Given by the configuration's `thresholds`."),
  modules: z.array(storedModule).default([]).describe("Given by the configuration's `modules`."),
});
export type MetricsOptions = z.output<typeof options>;

/** The success metrics hold, each with its evidence. Runs last: documentation coverage is what the other checks counted. */
export const metricsThreshold: Check<MetricsOptions> = {
  id: "metrics/threshold",
  summary: "every success metric that has a threshold is on its right side, by evidence that is there to be read",
  why: "A cutover is a success because somebody measured it, not because nobody complained. A metric without evidence is one that nobody measured.",
  fix: "Mend what the metric measures, or pull the evidence that is missing. A metric that may miss its threshold for a while is allowed beside the `success-metrics` view that shows it, with reason and end.",
  severity: "error",
  needs: [],
  options,
  last: true,
  look: { page: lookForViews },
  async run(project, chosen, looks) {
    const metrics = measureAll(project, chosen);
    if (metrics.length === 0) return { examined: 0, findings: [], skipped: "no `thresholds` in the configuration" };
    const missed = metrics.filter((metric) => !holds(metric));
    return {
      examined: metrics.length,
      findings: missed.map((metric) => draftOf(metric, placeOf(metric.id, looks))),
      metrics,
    };
  },
};

function measureAll({ facts, outcomes = [], now }: Project, { thresholds, modules }: MetricsOptions): Metric[] {
  const { p95Ms, errorRatePercent, storagePercent, documentationPercent } = thresholds;
  return [
    ...(p95Ms === undefined ? [] : measureLogs("p95", facts, p95Ms)),
    ...(errorRatePercent === undefined ? [] : measureLogs("error-rate", facts, errorRatePercent)),
    ...(storagePercent === undefined ? [] : measureStorage(facts, modules, storagePercent)),
    ...(documentationPercent === undefined ? [] : [measureDocumentation(outcomes, now, documentationPercent)]),
  ];
}

function draftOf(metric: Metric, place: Place): Draft {
  const { id, subject, value, threshold, evidence, observedAt, hint } = metric;
  const { title, bound } = METRICS[id];
  const seen = value === null ? `no value, ${evidence}` : `\`${metricText(id, value)}\`, ${evidence}`;
  return {
    ...place,
    message: `Unexpected ${title} of \`${subject}\`: ${seen}; expected ${bound} \`${metricText(id, threshold)}\``,
    hint,
    text: `${id} ${subject}`,
    evidence: { metric: id, subject, value, threshold, evidence, observedAt },
  };
}

function lookForViews(page: { text: string; directives: readonly Directive[] }): Look {
  if (!page.text.includes("success-metrics")) return { findings: [] };
  return {
    findings: [],
    gathered: page.directives.filter(
      ({ name, attributes }) => name === "view" && attributes.name === "success-metrics",
    ),
  };
}

/** Where a metric is shown: by a view of its own first, then by one of all; else the configuration asks for it. */
function placeOf(id: MetricId, looks: Looks): Place {
  const views = looks.pages.flatMap(({ gathered }) => (gathered ?? []) as Directive[]);
  const own = views.find(({ attributes }) => attributes.where === `metric=${id}`);
  const whole = views.find(({ attributes }) => attributes.where === undefined);
  return own?.place ?? whole?.place ?? wholeFile("plumbline.config.ts");
}
