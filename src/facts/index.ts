export { openFacts } from "./open-facts.ts";
export { readSnapshot } from "./read-snapshot.ts";
export { retainSnapshots } from "./retain-snapshots.ts";
export { writeSnapshot } from "./write-snapshot.ts";
