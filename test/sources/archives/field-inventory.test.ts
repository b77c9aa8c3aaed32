import { type BSON, type Document, deserialize, Long } from "bson";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createFieldInventory, newInventoryBudget } from "../../../src/sources/archives/field-inventory.ts";
import { validateDocument } from "../../../src/sources/archives/validate-document.ts";
import { everyType } from "./every-type.ts";
import { bson } from "./write-archive.ts";

type Counted = Record<string, { types: Record<string, number>; documents: number }>;

function inventory(documents: readonly Document[]) {
  const fields = createFieldInventory(newInventoryBudget());
  for (const document of documents) {
    // Not at the start of its buffer: offsets must be the document's own.
    const bytes = Buffer.concat([Buffer.from("front"), bson(document), Buffer.from("behind")]);
    fields.add(bytes, 5, bytes.length - 6);
  }
  return fields.summary();
}

/** The same counts by way of the official package's values. */
function byValues(documents: readonly Document[]): Counted {
  const counted: Counted = {};
  for (const document of documents) {
    const seen = new Set<string>();
    const visit = (value: unknown, path: string): void => {
      const entry = counted[path] ?? { types: {}, documents: 0 };
      counted[path] = entry;
      const type = typeOf(value);
      entry.types[type] = (entry.types[type] ?? 0) + 1;
      if (!seen.has(path)) entry.documents += 1;
      seen.add(path);
      if (type === "array") for (const one of value as unknown[]) visit(one, `${path}[]`);
      if (type === "object") for (const [key, one] of Object.entries(value as object)) visit(one, `${path}.${key}`);
    };
    const decoded = deserialize(bson(document), { promoteValues: false, bsonRegExp: true });
    for (const [key, value] of Object.entries(decoded)) visit(value, key);
  }
  return counted;
}

const TAGS: Record<string, string> = {
  Double: "double",
  Int32: "int",
  Long: "long",
  Decimal128: "decimal",
  ObjectId: "objectId",
  Binary: "binData",
  Timestamp: "timestamp",
  BSONRegExp: "regex",
  BSONSymbol: "symbol",
  MinKey: "minKey",
  MaxKey: "maxKey",
};

function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (typeof value === "string") return "string";
  if (typeof value === "boolean") return "bool";
  if (Array.isArray(value)) return "array";
  if (value instanceof Date) return "date";
  const tag = (value as { _bsontype?: string })._bsontype;
  if (tag === "Code") return (value as BSON.Code).scope ? "javascriptWithScope" : "javascript";
  return tag === undefined || tag === "DBRef" ? "object" : (TAGS[tag] ?? tag);
}

const counts = (documents: readonly Document[]): Counted =>
  Object.fromEntries(
    inventory(documents).map(({ path, types, documents: number }) => [path, { types, documents: number }]),
  );

test("counts every BSON type as the official package decodes it", () => {
  const documents = [1, 2, 300].map((seed) => {
    const { "": _empty, "dotted.na$me": _dotted, dbPointer: _reference, ...rest } = everyType(seed);
    return rest;
  });
  expect(counts(documents)).toEqual(byValues(documents));
});

test("counts any document as the official package decodes it", () => {
  const key = fc.stringMatching(/^[a-z]{1,3}$/);
  const { tree } = fc.letrec((tie) => ({
    leaf: fc.oneof(
      fc.string(),
      fc.boolean(),
      fc.constant(null),
      fc.integer(),
      fc.double({ noNaN: true }),
      fc.date({ noInvalidDate: true }),
      fc.bigInt({ min: 0n, max: 99n }).map(Long.fromBigInt),
    ),
    tree: fc.oneof(
      { depthSize: "small" },
      tie("leaf"),
      fc.array(tie("tree"), { maxLength: 4 }),
      fc.dictionary(key, tie("tree"), { maxKeys: 5 }),
    ),
  }));
  fc.assert(
    fc.property(fc.array(fc.dictionary(key, tree, { maxKeys: 6 }), { maxLength: 8 }), (documents) => {
      expect(counts(documents)).toEqual(byValues(documents));
    }),
    { numRuns: 300 },
  );
});

test("gives presence, lengths and array depth", () => {
  const fields = inventory([{ a: "grün", b: [[1], [2, 3]] }, { a: "x" }, {}]);
  expect(fields).toEqual([
    { path: "a", types: { string: 2 }, documents: 2, presence: 0.6667, arrayDepth: 0, minLength: 1, maxLength: 5 },
    { path: "b", types: { array: 1 }, documents: 1, presence: 0.3333, arrayDepth: 0, minLength: 2, maxLength: 2 },
    { path: "b[]", types: { array: 2 }, documents: 1, presence: 0.3333, arrayDepth: 1, minLength: 1, maxLength: 2 },
    {
      path: "b[][]",
      types: { int: 3 },
      documents: 1,
      presence: 0.3333,
      arrayDepth: 2,
      minLength: null,
      maxLength: null,
    },
  ]);
});

test("field names that are data end in a star, with every value still counted", () => {
  const documents = Array.from({ length: 3000 }, (_, number) => ({ by: { [`user${number}`]: number } }));
  const fields = inventory(documents);
  expect(fields.length).toBe(502);
  expect(fields.find((field) => field.path === "by.*")).toMatchObject({ types: { int: 2500 }, documents: 2500 });
});

test("names that would read as a path are quoted, a name of 10 kB is not kept", () => {
  const paths = inventory([{ "a.b": 1, "": 2, "x[]": 3, "*": 4, ["n".repeat(10_000)]: 5, "a\nb": 7 }]).map(
    (field) => field.path,
  );
  expect(paths).toEqual(['""', '"*"', '"a.b"', '"a\\nb"', '"x[]"', "*"]);
});

test("a new order of fields, and fields that come and go, are recognised", () => {
  const documents = [{ a: 1, b: 2, c: 3 }, { c: 3, a: 1 }, { b: 1 }, { d: 1, c: 2, b: 3, a: 4 }];
  expect(counts(documents)).toEqual(byValues(documents));
});

test("counts the deprecated types that the official package no longer writes", () => {
  const pointer = Buffer.concat([Buffer.from([0x0c, 0x70, 0, 2, 0, 0, 0, 0x61, 0]), Buffer.alloc(12, 7)]);
  const body = Buffer.concat([pointer, Buffer.from([0x06, 0x75, 0])]);
  const bytes = Buffer.concat([Buffer.from([body.length + 5, 0, 0, 0]), body, Buffer.alloc(1)]);
  expect(deserialize(bytes)).toHaveProperty("p");
  const fields = createFieldInventory(newInventoryBudget());
  expect(validateDocument(bytes, 0, bytes.length)).toBeUndefined();
  fields.add(bytes, 0, bytes.length);
  expect(fields.summary().map(({ path, types }) => [path, types])).toEqual([
    ["p", { dbPointer: 1 }],
    ["u", { undefined: 1 }],
  ]);
});
