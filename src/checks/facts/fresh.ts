import * as z from "zod";
import type { Check } from "../../core/check.ts";
import { renderDuration } from "../../core/duration.ts";
import type { FactReader } from "../../core/fact-reader.ts";
import { parseFactReference } from "../../core/fact-reference.ts";
import type { Draft, Place } from "../../core/finding.ts";
import type { Directive } from "../../core/page.ts";
import { lookForFacts, namedFacts } from "./named-facts.ts";

const options = z.strictObject({});

/** The newest snapshot of every target is younger than its limit. */
export const factsFresh: Check<z.output<typeof options>> = {
  id: "facts/fresh",
  summary: "the newest snapshot of every target is younger than its limit",
  why: "A number that was true in spring misleads in autumn; the age of a fact is a part of it.",
  fix: "Pull again, or set the target's limit under `freshness` in the configuration.",
  severity: "error",
  needs: [],
  options,
  look: { page: lookForFacts },
  async run({ facts, freshFor, now }, _, looks) {
    const targets = facts.targets();
    const users = firstUses(namedFacts(looks), facts);
    const findings = targets.flatMap(({ source, target }): Draft[] => {
      const snapshot = facts.latest(source, target);
      if (!snapshot) return [];
      const { observedAt } = snapshot.provenance;
      const limitMs = freshFor(source, target);
      const ageMs = now.getTime() - Date.parse(observedAt);
      if (ageMs <= limitMs) return [];
      const name = `${source}/${target}`;
      const file = facts.latestFile(source, target) ?? `${name}`;
      return [
        {
          ...(users.get(name) ?? { file, line: 1, column: 1, endLine: 1, endColumn: 1 }),
          message: `Unexpected age of \`${name}\`: ${renderDuration(ageMs)}, expected at most ${renderDuration(limitMs)}`,
          hint: `Pull it again: plumbline pull ${source} --target ${target}`,
          text: name,
          evidence: { source, target, observedAt, ageMs, limitMs, snapshot: file },
        },
      ];
    });
    return { examined: targets.length, findings };
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
