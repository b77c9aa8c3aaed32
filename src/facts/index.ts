export { chooseSnapshot, type Target } from "./choose-snapshot.ts";
export { openFacts } from "./open-facts.ts";
export { openFixtures } from "./open-fixtures.ts";
export { readSnapshot } from "./read-snapshot.ts";
export { clearFailure, recordFailure } from "./record-failure.ts";
export { type Retention, retainSnapshots } from "./retain-snapshots.ts";
export { buildTrend, type Trend, type TrendPoint } from "./trend/build-trend.ts";
export { writeSnapshot } from "./write-snapshot.ts";
