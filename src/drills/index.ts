export type { Drill, DrillOutcome } from "./drill.ts";
export { drillFacts, type EndedDrill, summariseDrill } from "./drill-facts.ts";
export { findInstallations, type Installation } from "./find-installations.ts";
export { openTemplates } from "./open-templates.ts";
export { readDrill } from "./read-drill.ts";
export { type DrillRun, runDrill } from "./run-drill.ts";
