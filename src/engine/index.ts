export type { Input } from "./input.ts";
export { type LookedAt, type LookRequest, lookAtProject } from "./look-at-project.ts";
export type { WorkerSetup } from "./messages.ts";
export { serveLooks } from "./serve-looks.ts";
export { toolDigest } from "./tool-digest.ts";
