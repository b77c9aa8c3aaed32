import * as b from "bson";
import { bson } from "./write-archive.ts";

/** A document with every BSON type, the deprecated ones too where the `bson` package can still write them. */
export function everyType(seed: number): b.Document {
  return {
    _id: new b.ObjectId(`${(1_700_000_000 + seed).toString(16)}${seed.toString(16).padStart(16, "0")}`),
    double: seed + 0.5,
    string: `text ${seed} grüße 😀`,
    document: { nested: { deeper: [1, { a: null }] } },
    array: [1, "two", [3, [4]], { five: 5 }],
    binary: new b.Binary(Buffer.from([1, 2, 3, seed % 256])),
    oldBinary: new b.Binary(Buffer.from([9, 8]), 2),
    uuid: new b.UUID("00112233-4455-6677-8899-aabbccddeeff"),
    boolean: seed % 2 === 0,
    date: new Date(seed * 1000),
    null: null,
    regex: new b.BSONRegExp("^a.*b$", "i"),
    dbPointer: new b.DBRef("other", new b.ObjectId("0123456789abcdef01234567")),
    code: new b.Code("return 1"),
    codeWithScope: new b.Code("return x", { x: seed }),
    symbol: new b.BSONSymbol("sym"),
    int32: new b.Int32(seed),
    timestamp: new b.Timestamp({ t: seed, i: 1 }),
    int64: b.Long.fromNumber(seed),
    decimal: b.Decimal128.fromString("1.25"),
    minKey: new b.MinKey(),
    maxKey: new b.MaxKey(),
    "": "an empty name",
    "dotted.na$me": 1,
  };
}

/** What the official package reads and no longer writes: `{ p: DBPointer("a", …), u: undefined, l: 1 }`. */
export function deprecatedTypes(): Buffer {
  const pointer = Buffer.concat([Buffer.from([0x0c, 0x70, 0, 2, 0, 0, 0, 0x61, 0]), Buffer.alloc(12, 7)]);
  const long = bson({ l: b.Long.fromNumber(1) }).subarray(4, -1);
  const body = Buffer.concat([pointer, Buffer.from([0x06, 0x75, 0]), long]);
  return Buffer.concat([Buffer.from([body.length + 5, 0, 0, 0]), body, Buffer.alloc(1)]);
}
