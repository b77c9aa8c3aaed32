import { expect, test } from "vitest";
import { factIdPart, makeSnapshot } from "../../src/core/fact.ts";
import { parseFactReference } from "../../src/core/fact-reference.ts";

const provenance = {
  source: "postgres",
  target: "demo",
  origin: "postgresql://[local]/app",
  tool: { name: "plumbline", version: "0.1.0" },
  observedAt: "2026-11-24T02:05:00Z",
};

test("facts are sorted by code unit of their ids, not by locale", () => {
  const ids = ["table.b", "table.B", "table.a", "table.é"];
  const snapshot = makeSnapshot(
    provenance,
    ids.map((id) => ({ id, value: 1 })),
  );
  expect(snapshot.facts.map((fact) => fact.id)).toEqual(["table.B", "table.a", "table.b", "table.é"]);
});

test("two facts with one id are a bug of the source", () => {
  expect(() =>
    makeSnapshot(provenance, [
      { id: "a", value: 1 },
      { id: "a", value: 2 },
    ]),
  ).toThrow("second fact");
});

test.each([
  ["users", "users"],
  ["Order Items", "Order%20Items"],
  ["a.b", "a%2Eb"],
  ["a#b/c", "a%23b%2Fc"],
  ["it's (new)!", "it%27s%20%28new%29%21"],
  ["line\nbreak", "line%0Abreak"],
  ["\ud800", "%EF%BF%BD"],
])("the name %j is the id part %s", (name, part) => {
  expect(factIdPart(name)).toBe(part);
});

test("a reference names source, target, fact and field", () => {
  expect(parseFactReference("postgres/demo/server.version")).toEqual({
    source: "postgres",
    target: "demo",
    id: "server.version",
  });
  expect(parseFactReference("postgres/demo/table.a%2Eb.c#total_bytes")).toEqual({
    source: "postgres",
    target: "demo",
    id: "table.a%2Eb.c",
    field: "total_bytes",
  });
});

test.each(["", "server.version", "postgres/demo", "Postgres/demo/x", "postgres/demo/x y", "postgres/demo/x#"])(
  "%j is no reference",
  (text) => {
    expect(parseFactReference(text)).toBeUndefined();
  },
);
