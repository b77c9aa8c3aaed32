import type { Config } from "./schema.ts";

const DEFAULT_MS = 7 * 86_400_000;

/** How long the facts of a target stay fresh, in milliseconds: the most specific limit of the configuration wins. */
export function freshFor(freshness: Config["freshness"], source: string, target: string): number {
  return freshness[`${source}/${target}`] ?? freshness[source] ?? freshness.default ?? DEFAULT_MS;
}
