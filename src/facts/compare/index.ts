export type { Change } from "./compare-fact.ts";
export { type Comparison, compareSnapshots } from "./compare-snapshots.ts";
export { groupOf, measuredField } from "./fact-table.ts";
export { findRegressions, type Regression } from "./find-regressions.ts";
export { findUnjudged } from "./find-unjudged.ts";
export { isCounter, isMean, measureNames } from "./measures.ts";
export { DEFAULT_LIMITS, type Limit, limitSchema, parseThreshold } from "./threshold.ts";
