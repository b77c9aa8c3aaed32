import leven from "leven";
import type { RootContent } from "mdast";
import type { Json } from "../../core/canonical-json.ts";
import { UserError } from "../../core/errors.ts";
import { type FactReference, parseFactReference } from "../../core/fact-reference.ts";
import { isRecord } from "../../core/is-record.ts";
import { nearest } from "../../core/nearest.ts";
import { formatValue } from "../format-value.ts";
import type { SiteContext } from "../site-context.ts";
import { freshnessOf } from "./freshness.ts";
import { element, text } from "./nodes.ts";

/** Renders `:fact[source/target/id#field]` as a value with its origin in the title. Throws a `UserError` on an unknown one. */
export function renderFact(label: string, context: SiteContext): RootContent {
  const reference = parseFactReference(label);
  if (!reference) {
    throw new UserError(
      `Unexpected fact \`${label}\`, expected source/target/id`,
      "Write it like :fact[postgres/demo/server.version].",
    );
  }
  const { source, target, id, field } = reference;
  const snapshot = context.facts.latest(source, target);
  if (!snapshot)
    throw unknown(
      `${source}/${target}`,
      context.facts.targets().map((each) => `${each.source}/${each.target}`),
    );
  const fact = snapshot.facts.find((each) => each.id === id);
  if (!fact)
    throw unknown(
      id,
      snapshot.facts.map((each) => each.id),
    );
  const { text: shown, exact } = formatValue(
    valueAt(fact.value, reference),
    field ?? id,
    field === undefined ? fact.unit : undefined,
  );
  const { stale, observed, staleAfter } = freshnessOf(snapshot, context, fact);
  const whence = fact.stated
    ? `stated by ${fact.stated.source} as of ${observed}`
    : `from ${source}/${target}, observed ${observed}`;
  const title = `${exact ? `${exact}; ` : ""}${whence}, ${stale ? "stale since" : "fresh until"} ${staleAfter}`;
  return element(
    "span",
    { className: stale ? "plumbline-fact plumbline-stale" : "plumbline-fact", title, "data-fact": label },
    [text(stale ? `${shown} (stale)` : shown)],
  );
}

function valueAt(value: Json, { id, field }: FactReference): Json {
  if (field === undefined) return value;
  if (isRecord(value)) {
    const found = value[field];
    if (found !== undefined) return found;
    throw unknown(
      `${id}#${field}`,
      Object.keys(value).map((key) => `${id}#${key}`),
    );
  }
  throw new UserError(
    `Unexpected field \`${field}\` of fact \`${id}\`, which is a single value`,
    "Leave out the # and what follows.",
  );
}

function unknown(name: string, known: readonly string[]): UserError {
  const best = nearest(name, known, leven);
  return new UserError(
    `Unexpected fact \`${name}\`, expected one that was pulled`,
    best ? `Did you mean \`${best}\`?` : "Run `plumbline pull`.",
  );
}
