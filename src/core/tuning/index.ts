export { type ComparedSetting, compareSettings, isSameSetting } from "./compare-settings.ts";
export { type Machine, type MachineText, readMachine, STORAGE_NAMES, WORKLOAD_NAMES } from "./machine.ts";
export { type Observed, observeTarget } from "./observe-target.ts";
export { type RecommendedGroup, recommend } from "./recommend.ts";
export type { Recommendation } from "./recommendation.ts";
export { parseSize, renderSize } from "./size.ts";
