import leven from "leven";
import * as z from "zod";
import type { Check, Project } from "../../core/check.ts";
import type { Fact } from "../../core/fact.ts";
import { parseFactReference } from "../../core/fact-reference.ts";
import type { Draft } from "../../core/finding.ts";
import { nearest } from "../../core/nearest.ts";
import type { Directive } from "../../core/page.ts";
import { lookForFacts, namedFacts } from "./named-facts.ts";

const options = z.strictObject({});

/** Every fact that a page names exists, and every view has facts to show. */
export const factsKnown: Check<z.output<typeof options>> = {
  id: "facts/known",
  summary: "every fact, field and target that a page names exists",
  why: "A page that asks for a fact which nothing collects would show a gap where its reader expects the truth.",
  fix: "Correct the name, or pull the facts first: `plumbline pull`.",
  severity: "error",
  needs: [],
  options,
  look: { page: lookForFacts },
  async run({ facts }, _, looks) {
    const directives = namedFacts(looks);
    const findings = directives.flatMap((directive) =>
      directive.name === "fact" ? checkFact(directive, facts) : checkView(directive, facts),
    );
    return { examined: directives.length, findings };
  },
};

type Facts = Project["facts"];

function checkFact(directive: Directive, facts: Facts): Draft[] {
  const { label } = directive;
  const reference = parseFactReference(label);
  if (!reference) {
    const expected = "expected `source/target/fact` or `source/target/fact#field`";
    return [draftOf(directive, label, expected, "Write it as `:fact[postgres/demo/server.version]`.")];
  }
  const { source, target, id, field } = reference;
  const snapshot = facts.latest(source, target);
  if (!snapshot) return [missingTarget(directive, source, target, facts)];
  const fact = snapshot.facts.find((each) => each.id === id);
  if (fact) return field === undefined ? [] : checkField(directive, field, fact);
  const ids = snapshot.facts.map((each) => each.id);
  const meant = nearest(id, ids, leven);
  const hint = meant
    ? `Did you mean \`${source}/${target}/${meant}\`?`
    : `Pull it first: plumbline pull ${source} --target ${target}`;
  return [draftOf(directive, label, `expected a fact of \`${source}/${target}\``, hint)];
}

function checkField(directive: Directive, field: string, { id, value }: Fact): Draft[] {
  const { label } = directive;
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    const expected = `expected no field: \`${id}\` is a single value`;
    return [draftOf(directive, label, expected, "Leave out `#` and what follows.")];
  }
  const fields = Object.keys(value);
  if (fields.includes(field)) return [];
  const meant = nearest(field, fields, leven);
  const hint = meant ? `Did you mean \`#${meant}\`?` : `Its fields: ${fields.join(", ")}.`;
  return [draftOf(directive, label, `expected a field of \`${id}\``, hint)];
}

/** A view names a target, and where two sources share that name, a source too. Which views exist, the site knows. */
function checkView(directive: Directive, facts: Facts): Draft[] {
  const { source, target } = directive.attributes;
  if (target === undefined || target === "" || isOwnDrill(directive)) return [];
  const known = facts.targets();
  if (known.some((each) => each.target === target && (source === undefined || each.source === source))) return [];
  return [missingTarget(directive, source, target, facts)];
}

/** A page that nobody could drill yet says so itself; the name of any other drill has to exist. */
function isOwnDrill({ attributes, place }: Directive): boolean {
  return attributes.name === "drill" && place.file.replace(/^.*\/|\.mdx?$/g, "") === attributes.target;
}

function missingTarget(directive: Directive, source: string | undefined, target: string, facts: Facts): Draft {
  const known = facts.targets().map((each) => (source ? `${each.source}/${each.target}` : each.target));
  const name = source ? `${source}/${target}` : target;
  const meant = nearest(name, known, leven);
  const hint = meant
    ? `Did you mean \`${meant}\`?`
    : `Pull it first: plumbline pull ${source ?? "SOURCE"} --target ${target}`;
  return draftOf(directive, name, "expected a target that has a snapshot", hint);
}

function draftOf({ name, place }: Directive, named: string, expected: string, hint: string): Draft {
  const what = name === "fact" ? "fact" : "view of";
  return {
    ...place,
    message: `Unexpected ${what} \`${named}\`, ${expected}`,
    hint,
    text: named,
    evidence: { directive: name, named },
  };
}
