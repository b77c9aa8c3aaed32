export { embeddedMajors } from "./find-binaries.ts";
export type { SandboxServer } from "./sandbox-server.ts";
export { type SandboxOptions, startSandbox } from "./start-sandbox.ts";
export { sweepSandboxes } from "./sweep-sandboxes.ts";
export { type TriedSettings, trySettings } from "./try-settings.ts";
export { type DisposableOptions, useDisposable } from "./use-disposable.ts";
