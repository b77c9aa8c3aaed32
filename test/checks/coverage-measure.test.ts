import { expect, test } from "vitest";
import { type Item, measure } from "../../src/checks/coverage/measure.ts";
import { wholeFile } from "../../src/core/whole-file.ts";

function items(covered: number, total: number): Item[] {
  return Array.from({ length: total }, (_, index) => ({
    kind: "table",
    name: `sales.t${index}`,
    covered: index < covered,
    place: wholeFile("a.sql"),
    message: "Unexpected table, expected a page",
    hint: "Write one.",
  }));
}

test("below the minimum every gap is an error, at or above it only told", () => {
  const below = measure(items(7, 10), { minimum: 0.8, ratchet: false });
  expect(below.findings.map(({ severity }) => severity)).toEqual(["error", "error", "error"]);
  expect(below).toMatchObject({ coverage: { covered: 7, total: 10 }, note: "70 % covered, at least 80 % wanted" });
  const above = measure(items(8, 10), { minimum: 0.8, ratchet: false });
  expect(above.findings.map(({ severity }) => severity)).toEqual(["info", "info"]);
});

test("one gap among ten thousand is not 100 %", () => {
  expect(measure(items(9999, 10_000), { minimum: 1, ratchet: false })).toMatchObject({
    note: "99.9 % covered",
    findings: [{ severity: "error" }],
  });
});

test("with a ratchet, what was reached must be written down", () => {
  const risen = measure(items(9, 10), { minimum: 0.8, ratchet: true });
  expect(risen.findings.at(-1)).toMatchObject({
    message: "Unexpected minimum `0.8`, expected `0.9`, which is reached",
    hint: "Set `minimum: 0.9`, so that coverage cannot fall back.",
  });
  expect(measure(items(9, 10), { minimum: 0.9, ratchet: true }).findings).toHaveLength(1);
});

test("nothing to cover is no coverage", () => {
  expect(measure([], { minimum: 1, ratchet: true })).toMatchObject({ examined: 0, coverage: { covered: 0, total: 0 } });
});
