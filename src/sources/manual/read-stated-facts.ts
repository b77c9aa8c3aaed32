import leven from "leven";
import { isMap, isScalar, LineCounter, type Pair, parseDocument } from "yaml";
import { messageOf, UserError } from "../../core/errors.ts";
import type { Fact } from "../../core/fact.ts";
import { nearest } from "../../core/nearest.ts";
import { STATED_KEYS, statedFactSchema } from "./stated-fact.ts";

/** Dotted parts as fact ids have them: `cost.storage`, `policy.authority`. */
const ID = /^[\w$%-]+(?:\.[\w$%-]+)*$/;
const MOST_SHOWN = 20;
const HOW = `Each fact has an id and below it ${STATED_KEYS.map((key) => `\`${key}\``).join(", ")}; all are required.`;

/** Takes a problem with the offset of the text that it is about. */
type Say = (offset: number, message: string) => void;

/**
 * The facts of a YAML file: a mapping from ids to `value`, `unit`, `source`, `as_of` and `stale_after`. Throws a
 * `UserError` with a line `file:line: …` for everything that is wrong, an unknown key with the nearest known one.
 */
export function readStatedFacts(text: string, file: string, now: Date): Fact[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const problems: string[] = [];
  const say: Say = (offset, message) => void problems.push(`${file}:${lines.linePos(offset).line || 1}: ${message}`);

  for (const { pos, message } of [...document.errors, ...document.warnings]) say(pos[0], message);
  const { contents } = document;
  const pairs = problems.length === 0 && isMap(contents) ? contents.items : [];
  if (problems.length === 0 && pairs.length === 0) say(0, "unexpected content, expected facts by their ids");
  const facts = pairs.flatMap((pair) => {
    const value = plainValue(() => (isMap(pair.value) ? pair.value.toJS(document) : {}), pair, say);
    return value === undefined ? [] : factOf(pair, value, say, now);
  });
  if (problems.length === 0) return facts;
  const more = problems.length > MOST_SHOWN ? [`and ${problems.length - MOST_SHOWN} more`] : [];
  throw new UserError([...problems.slice(0, MOST_SHOWN), ...more].join("\n"), HOW);
}

/** A few aliases of aliases make more text than any memory holds; the parser refuses them. */
function plainValue(read: () => unknown, pair: Pair, say: Say): unknown {
  try {
    return read();
  } catch (error) {
    say(offsetOf(pair), messageOf(error));
    return undefined;
  }
}

function factOf(pair: Pair, given: unknown, say: Say, now: Date): Fact[] {
  const id = isScalar(pair.key) ? String(pair.key.value) : "";
  if (!ID.test(id)) {
    say(offsetOf(pair), `unexpected id \`${id}\`, expected dotted parts such as \`cost.storage\``);
    return [];
  }
  const parsed = statedFactSchema(now).safeParse(given);
  if (parsed.success) {
    const { value, unit, source, as_of: asOf, stale_after: staleAfter } = parsed.data;
    return [{ id, value, unit, stated: { source, asOf, staleAfter } }];
  }
  for (const issue of parsed.error.issues) {
    const unknown = issue.code === "unrecognized_keys" ? issue.keys : [];
    for (const key of unknown) say(offsetOf(childOf(pair, key) ?? pair), unknownKey(id, key));
    const [key] = issue.path;
    const [child, name] = [childOf(pair, key), [id, ...issue.path].map(String).join(".")];
    if (unknown.length === 0) say(offsetOf(child ?? pair), `${name}: ${child ? issue.message : "missing"}`);
  }
  return [];
}

function unknownKey(id: string, key: string): string {
  const meant = nearest(key, STATED_KEYS, leven);
  return `${id}.${key}: unknown key \`${key}\`, ${meant ? `did you mean \`${meant}\`?` : `expected ${STATED_KEYS.join(", ")}`}`;
}

function childOf({ value }: Pair, key: PropertyKey | undefined): Pair | undefined {
  return isMap(value) ? value.items.find((each) => isScalar(each.key) && each.key.value === key) : undefined;
}

function offsetOf({ key }: Pair): number {
  return (isScalar(key) ? key.range?.[0] : undefined) ?? 0;
}
