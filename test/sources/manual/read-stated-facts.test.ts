import { describe, expect, test } from "vitest";
import { readStatedFacts } from "../../../src/sources/manual/read-stated-facts.ts";

const NOW = new Date("2026-11-24T12:00:00Z");
const read = (text: string) => readStatedFacts(text, "facts.yml", NOW);

const WHOLE = `cost.storage:
  value: 412.5
  unit: EUR/month
  source: invoice 2026-10
  as_of: 2026-11-01
  stale_after: 45d
`;

test("a fact is its value with who says so, since when and for how long", () => {
  expect(read(WHOLE)).toEqual([
    {
      id: "cost.storage",
      value: 412.5,
      unit: "EUR/month",
      stated: { source: "invoice 2026-10", asOf: "2026-11-01T00:00:00Z", staleAfter: "45d" },
    },
  ]);
});

test("a value may have fields, and a date stays text", () => {
  const [fact] = read(WHOLE.replace("412.5", "{ keep_until: 2035-12-31, readers: [legal, security] }"));
  expect(fact?.value).toEqual({ keep_until: "2035-12-31", readers: ["legal", "security"] });
});

describe("refused, by line", () => {
  test.each([
    ["a missing key", WHOLE.replace(/ {2}source.*\n/, ""), "facts.yml:1: cost.storage.source: missing"],
    [
      "a misspelt key",
      WHOLE.replace("as_of", "asof"),
      "facts.yml:5: cost.storage.asof: unknown key `asof`, did you mean `as_of`?",
    ],
    [
      "an unknown key",
      `${WHOLE}  colour: red\n`,
      "facts.yml:7: cost.storage.colour: unknown key `colour`, expected value",
    ],
    ["a limit without unit", WHOLE.replace("45d", "45"), "facts.yml:6: cost.storage.stale_after:"],
    ["a limit of many digits", WHOLE.replace("45d", "9999999999999999999d"), "facts.yml:6: cost.storage.stale_after:"],
    [
      "a day that is none",
      WHOLE.replace("2026-11-01", "2026-02-30"),
      "facts.yml:5: cost.storage.as_of: expected a date",
    ],
    [
      "a day to come",
      WHOLE.replace("2026-11-01", "2026-11-25"),
      "facts.yml:5: cost.storage.as_of: expected a day that was",
    ],
    ["an empty source", WHOLE.replace("invoice 2026-10", '" "'), "facts.yml:4: cost.storage.source: expected text"],
    ["no value", WHOLE.replace("412.5", ""), "facts.yml:2: cost.storage.value: expected a value, not null"],
    ["infinity", WHOLE.replace("412.5", ".inf"), "facts.yml:2: cost.storage.value:"],
    ["no fields", "cost.storage: 5\n", "facts.yml:1: cost.storage.value: missing"],
    ["the same id twice", WHOLE + WHOLE, "facts.yml:7: Map keys must be unique"],
    [
      "an id with spaces",
      WHOLE.replace("cost.storage", "cost of storage"),
      "facts.yml:1: unexpected id `cost of storage`",
    ],
    ["a list", "- 1\n", "facts.yml:1: unexpected content"],
    ["nothing", "", "facts.yml:1: unexpected content"],
    ["no YAML", "a: [1\nb: 2\n", "facts.yml:2: "],
    ["a tag of another language", WHOLE.replace("412.5", "!!js/function 'x'"), "facts.yml:2: Unresolved tag"],
    ["aliases without end", `${BOMB()}${WHOLE.replace("412.5", "*i")}`, "facts.yml:"],
  ])("%s", (_, text, start) => {
    expect(() => read(text)).toThrow(
      expect.objectContaining({ name: "UserError", message: expect.stringContaining(start) }),
    );
  });
});

/** Each line holds the one before it nine times: a billion in the end. */
function BOMB(): string {
  const names = [..."abcdefghi"];
  return names
    .map((name, index) => {
      const inner = index === 0 ? "x" : `*${names[index - 1]}`;
      return `bomb.${name}: { value: &${name} [${Array(9).fill(inner).join(", ")}], unit: text, source: s, as_of: 2026-11-01, stale_after: 1d }\n`;
    })
    .join("");
}
