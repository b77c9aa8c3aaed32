export { defineConfig } from "./define-config.ts";
export { nearestName } from "./describe-issue.ts";
export { freshFor } from "./fresh-for.ts";
export { type LoadedConfig, loadConfig, parseOptions } from "./load-config.ts";
export { locateKey } from "./locate-key.ts";
export type { Config, ConfigInput } from "./schema.ts";
