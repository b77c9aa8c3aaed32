import { durationMs } from "./duration.ts";
import type { Fact, Snapshot } from "./fact.ts";

/** From when on a fact may no longer be believed, and since when it holds. */
export interface Shelf {
  since: Date;
  staleAt: Date;
}

/** Of one fact: by its own word where a person stated it, else as long as the facts of its target stay fresh. */
export function shelfOf({ stated }: Fact, { provenance }: Snapshot, freshForMs: number): Shelf {
  const since = Date.parse(stated?.asOf ?? provenance.observedAt);
  const lastsMs = stated ? durationMs(stated.staleAfter) : freshForMs;
  return { since: new Date(since), staleAt: new Date(since + lastsMs) };
}

/** Of a whole snapshot: until the first of its facts goes stale. */
export function shelfOfSnapshot(snapshot: Snapshot, freshForMs: number): Shelf {
  const since = new Date(snapshot.provenance.observedAt);
  const ends = snapshot.facts
    .filter(({ stated }) => stated !== undefined)
    .map((fact) => shelfOf(fact, snapshot, freshForMs).staleAt.getTime());
  const own = isAllStated(snapshot) ? [] : [since.getTime() + freshForMs];
  return { since, staleAt: new Date([...own, ...ends].reduce((a, b) => Math.min(a, b))) };
}

/** Whether every fact has a limit of its own, so that the age of the snapshot says nothing. */
export function isAllStated({ facts }: Snapshot): boolean {
  return facts.length > 0 && facts.every(({ stated }) => stated !== undefined);
}
