import type { Project } from "../../core/check.ts";
import { renderDuration } from "../../core/duration.ts";
import type { Fact, Snapshot } from "../../core/fact.ts";
import { parseFactReference } from "../../core/fact-reference.ts";
import type { Draft, Place } from "../../core/finding.ts";
import type { Directive } from "../../core/page.ts";
import { placeOfStated } from "../../core/place-of-stated.ts";
import { shelfOf } from "../../core/stale-at.ts";

/** The stated facts of a snapshot that are past their own limit, found where a page first shows them, else where they are stated. */
export async function staleStated(
  project: Project,
  snapshot: Snapshot,
  directives: readonly Directive[],
): Promise<{ stated: Draft[]; examined: number }> {
  const facts = snapshot.facts.filter(({ stated }) => stated !== undefined);
  const stated: Draft[] = [];
  for (const fact of facts) {
    const { since, staleAt } = shelfOf(fact, snapshot, 0);
    if (project.now.getTime() <= staleAt.getTime()) continue;
    const place = placeOnPage(fact, snapshot, directives) ?? (await placeOfStated(project, snapshot, fact.id));
    stated.push(draftOf(fact, snapshot, place, { since, staleAt, now: project.now }));
  }
  return { stated, examined: facts.length };
}

function draftOf(
  { id, stated }: Fact,
  { provenance: { source, target, origin } }: Snapshot,
  place: Place,
  { since, staleAt, now }: { since: Date; staleAt: Date; now: Date },
): Draft {
  const name = `${source}/${target}/${id}`;
  const ageMs = now.getTime() - since.getTime();
  const limitMs = staleAt.getTime() - since.getTime();
  return {
    ...place,
    message: `Unexpected age of \`${name}\`: ${renderDuration(ageMs)}, expected at most ${renderDuration(limitMs)}`,
    hint: `Ask again where it comes from (${stated?.source}), set \`as_of\` in ${origin}, then: plumbline pull ${source} --target ${target}`,
    text: name,
    evidence: { source, target, fact: id, asOf: stated?.asOf, statedBy: stated?.source, ageMs, limitMs },
  };
}

function placeOnPage({ id }: Fact, { provenance }: Snapshot, directives: readonly Directive[]): Place | undefined {
  return directives.find(({ name, label }) => {
    const reference = name === "fact" ? parseFactReference(label) : undefined;
    return reference?.source === provenance.source && reference.target === provenance.target && reference.id === id;
  })?.place;
}
