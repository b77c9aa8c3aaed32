import type { ConfigInput } from "./schema.ts";

/** Gives editors completion and type errors in `plumbline.config.ts`; returns what it is given. */
export function defineConfig(config: ConfigInput): ConfigInput {
  return config;
}
