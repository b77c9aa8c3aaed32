import type { Fact, Snapshot } from "../../core/fact.ts";
import { shelfOf, shelfOfSnapshot } from "../../core/stale-at.ts";
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

/** Whether facts are within their limit when the site is rendered, and until when they will be; of one fact where it is given. */
export function freshnessOf(snapshot: Snapshot, context: SiteContext, fact?: Fact): Freshness {
  const { source, target } = snapshot.provenance;
  const freshForMs = context.freshFor(source, target);
  const { since, staleAt } = fact ? shelfOf(fact, snapshot, freshForMs) : shelfOfSnapshot(snapshot, freshForMs);
  return {
    stale: context.now.getTime() > staleAt.getTime(),
    observed: formatTime(since.toISOString()),
    staleAfter: formatTime(staleAt.toISOString()),
    down: failureOf(source, target, context),
  };
}

/** When the last pull of a target failed, and why; undefined where it succeeded. */
export function failureOf(source: string, target: string, { facts }: SiteContext): string | undefined {
  const failure = facts.failures().find((each) => each.source === source && each.target === target);
  return failure && `${formatTime(failure.attemptedAt)}, ${failure.message}`;
}
