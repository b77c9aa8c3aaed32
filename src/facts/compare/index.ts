export type { Change } from "./compare-fact.ts";
export { type Comparison, compareSnapshots } from "./compare-snapshots.ts";
export { groupOf } from "./fact-table.ts";
export { findRegressions, type Regression } from "./find-regressions.ts";
export { measureNames } from "./measures.ts";
export { DEFAULT_LIMITS, type Limit, limitSchema, parseThreshold } from "./threshold.ts";
