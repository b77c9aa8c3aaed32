import type { Provenance } from "../../core/fact.ts";
import { formatTime } from "../format-value.ts";
import type { SiteContext } from "../site-context.ts";

/** What a reader is told about the age of facts; absolute times, so that an offline copy stays honest. */
export interface Freshness {
  stale: boolean;
  observed: string;
  staleAfter: string;
  /** When a later pull was tried that failed, and why; undefined where the last pull succeeded. */
  down: string | undefined;
}

/** Whether facts are within their limit when the site is rendered, and until when they will be. */
export function freshnessOf({ source, target, observedAt }: Provenance, context: SiteContext): Freshness {
  const staleAfter = new Date(Date.parse(observedAt) + context.freshFor(source, target));
  return {
    stale: context.now.getTime() > staleAfter.getTime(),
    observed: formatTime(observedAt),
    staleAfter: formatTime(staleAfter.toISOString()),
    down: failureOf(source, target, context),
  };
}

/** When the last pull of a target failed, and why; undefined where it succeeded. */
export function failureOf(source: string, target: string, { facts }: SiteContext): string | undefined {
  const failure = facts.failures().find((each) => each.source === source && each.target === target);
  return failure && `${formatTime(failure.attemptedAt)}, ${failure.message}`;
}
