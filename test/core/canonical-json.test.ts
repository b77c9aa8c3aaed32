import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson } from "../../src/core/canonical-json.ts";

test("keys are sorted by code unit at every depth, with two spaces, LF and a final newline", () => {
  expect(canonicalJson({ b: [{ z: 1, a: null }], Z: "x", é: true, a: 1.5 })).toBe(
    '{\n  "Z": "x",\n  "a": 1.5,\n  "b": [\n    {\n      "a": null,\n      "z": 1\n    }\n  ],\n  "é": true\n}\n',
  );
});

test("what JSON cannot hold is refused with its path, never turned into null", () => {
  expect(() => canonicalJson({ facts: [{ value: Number.NaN }] })).toThrow("$.facts[0].value");
  expect(() => canonicalJson({ size: 1n })).toThrow("$.size");
});

test("equal values give equal bytes, and the bytes give the value back", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      const shuffled = Object.fromEntries(Object.entries(value).reverse());
      expect(canonicalJson(shuffled)).toBe(canonicalJson(value));
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});
