import * as z from "zod";
import type { Check } from "../../core/check.ts";
import { renderDuration } from "../../core/duration.ts";
import type { FactReader } from "../../core/fact-reader.ts";
import { parseFactReference } from "../../core/fact-reference.ts";
import type { Draft, Place } from "../../core/finding.ts";
import type { Directive } from "../../core/page.ts";
import { isAllStated } from "../../core/stale-at.ts";
import { wholeFile } from "../../core/whole-file.ts";
import { editedSince } from "./edited-since.ts";
import { lookForFacts, namedFacts } from "./named-facts.ts";
import { renewHint } from "./renew-hint.ts";
import { staleStated } from "./stale-stated.ts";

const options = z.strictObject({});

/** The newest snapshot of every target is younger than its limit; what people stated is judged by its own, and pulled again when edited. */
export const factsFresh: Check<z.output<typeof options>> = {
  id: "facts/fresh",
  summary:
    "the newest snapshot of every target, and every fact that a person stated, is younger than its limit, and holds what its file says",
  why: "A number that was true in spring misleads in autumn; the age of a fact is a part of it.",
  fix: "Pull again, or set the target's limit under `freshness` in the configuration. A stated fact is asked of its source again; its limit is its `stale_after`. A file of stated facts that was edited is pulled again.",
  severity: "error",
  needs: [],
  options,
  look: { page: lookForFacts },
  async run(project, _, looks) {
    const { facts, freshFor } = project;
    const targets = facts.targets();
    const directives = namedFacts(looks);
    const users = firstUses(directives, facts);
    const findings: Draft[] = [];
    let examined = 0;
    for (const { source, target } of targets) {
      const snapshot = facts.latest(source, target);
      if (!snapshot) continue;
      const file = facts.latestFile(source, target) ?? `${source}/${target}`;
      const { stated, examined: count } = await staleStated(project, snapshot, directives);
      findings.push(...stated);
      examined += count;
      findings.push(...(await editedSince(project, snapshot)));
      if (isAllStated(snapshot)) continue;
      examined += 1;
      const { observedAt } = snapshot.provenance;
      const limitMs = freshFor(source, target);
      const ageMs = project.now.getTime() - Date.parse(observedAt);
      if (ageMs <= limitMs) continue;
      const name = `${source}/${target}`;
      findings.push({
        ...(users.get(name) ?? wholeFile(file)),
        message: `Unexpected age of \`${name}\`: ${renderDuration(ageMs)}, expected at most ${renderDuration(limitMs)}`,
        hint: renewHint(source, target),
        text: name,
        evidence: { source, target, observedAt, ageMs, limitMs, snapshot: file },
      });
    }
    return { examined, findings };
  },
};

/** Where each target is first shown: that is the page whose reader the stale fact would mislead. */
function firstUses(directives: readonly Directive[], facts: FactReader): Map<string, Place> {
  const uses = new Map<string, Place>();
  for (const { name, label, attributes, place } of directives) {
    const reference = name === "fact" ? parseFactReference(label) : undefined;
    const shown = reference
      ? [`${reference.source}/${reference.target}`]
      : name === "view"
        ? facts
            .targets()
            .filter((each) => each.target === attributes.target)
            .map((each) => `${each.source}/${each.target}`)
        : [];
    for (const target of shown) if (!uses.has(target)) uses.set(target, place);
  }
  return uses;
}
