import { expect, test } from "vitest";
import { loadRetired } from "../../src/terms/load-retired.ts";
import { retiredSchema } from "../../src/terms/options.ts";

const retired = (words: string[], not: string[] = []) =>
  loadRetired(
    retiredSchema.parse({ id: "old", terms: [{ id: "old", words, not, mustMatch: [words[0]?.replaceAll("*", "x")] }] }),
  );

test("a word with many wildcards is refused: a hostile page would be tried for hours", () => {
  expect(() => retired(["a*a*a*b"])).toThrow(/Unexpected word `a\*a\*a\*b` in term `old` of `old`: 3 times `\*`/);
  expect(() => retired(["old"], ["a*b*c*d"])).toThrow(/expected at most 2/);
});

test.each([
  ["one long word", "a".repeat(20_000)],
  ["one endless line of beginnings", "a-".repeat(10_000)],
  ["white space without end", `old${" ".repeat(20_000)}`],
])("what is allowed reads %s in bounded time", (_, text) => {
  const { mayMatch, terms } = retired(["a*a*b", "old   thing", "(a+)+$"]);
  const start = performance.now();
  expect(mayMatch(text)).toBe(false);
  for (const { find } of terms) expect(find(text, () => ({ scope: "prose", start: 0, end: text.length }))).toEqual([]);
  expect(performance.now() - start).toBeLessThan(3000);
});
