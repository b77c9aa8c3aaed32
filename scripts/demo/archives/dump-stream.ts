// Writes a database as the archive stream that `mongodump --archive` makes: a prelude, then slices of all collections in turn.
import { createHash } from "node:crypto";
import { type Document, Long, serialize } from "bson";
import { crc64 } from "./crc64.ts";
import type { DemoCollection } from "./demo-collection.ts";

const MAGIC = Buffer.from([0x6d, 0xe2, 0x99, 0x81]);
const TERMINATOR = Buffer.from([0xff, 0xff, 0xff, 0xff]);
const SERVER_VERSION = "7.0.14";
const TOOL_VERSION = "100.10.0";
/** How many documents of one collection follow each other before another has its turn. */
const SLICE = 128;

/** The raw bytes of the stream, before compression. */
export function dumpStream(database: string, collections: readonly DemoCollection[]): Buffer {
  const header = {
    concurrent_collections: Math.min(4, collections.length),
    version: "0.1",
    server_version: SERVER_VERSION,
    tool_version: TOOL_VERSION,
  };
  const prelude = collections.map((collection) => serialize(metadata(database, collection)));
  return Buffer.concat([MAGIC, serialize(header), ...prelude, TERMINATOR, ...slices(database, collections)]);
}

function slices(database: string, collections: readonly DemoCollection[]): Uint8Array[] {
  const open = collections.map((collection) => ({
    name: collection.timeField ? `system.buckets.${collection.name}` : collection.name,
    documents: collection.documents.map((document) => serialize(document)),
  }));
  const out: Uint8Array[] = [];
  for (let from = 0; open.some(({ documents }) => documents.length > from - SLICE); from += SLICE) {
    for (const { name, documents } of open) {
      const slice = documents.slice(from, from + SLICE);
      if (slice.length > 0) out.push(namespace(database, name, false, 0n), ...slice, TERMINATOR);
      const endsHere = documents.length <= from && documents.length > from - SLICE;
      if (endsHere) out.push(namespace(database, name, true, crc64(Buffer.concat(documents))), TERMINATOR);
    }
  }
  return out;
}

function namespace(db: string, collection: string, EOF: boolean, crc: bigint): Uint8Array {
  return serialize({ db, collection, EOF, CRC: Long.fromBigInt(BigInt.asIntN(64, crc)) });
}

/** Indexes and options stand in the prelude as Extended JSON inside a string. */
function metadata(database: string, { name, indexes, timeField }: DemoCollection): Document {
  const type = timeField ? "timeseries" : "collection";
  const text = JSON.stringify({
    indexes: [...(timeField ? [] : [{ name: "_id_", key: { _id: 1 } as const }]), ...indexes].map(
      ({ key, ...index }) => ({
        v: { $numberInt: "2" },
        ...index,
        key: Object.fromEntries(Object.entries(key).map(([field, way]) => [field, { $numberInt: String(way) }])),
      }),
    ),
    uuid: createHash("md5").update(`${database}.${name}`).digest("hex"),
    collectionName: name,
    type,
    options: timeField ? { timeseries: { timeField, granularity: "minutes" } } : {},
  });
  return { db: database, collection: name, metadata: text, size: 0, type };
}
