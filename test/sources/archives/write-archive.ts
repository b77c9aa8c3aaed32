import { gzipSync } from "node:zlib";
import { type Document, EJSON, Long, serialize } from "bson";

/** One collection that the tests put into an archive; independent of everything in src. */
export interface SampleCollection {
  db: string;
  collection: string;
  documents: Document[];
  indexes?: Document[];
  type?: "collection" | "view" | "timeseries";
  /** The name under which its data stands, where that differs from the declared one. */
  dataName?: string;
}

export interface WriteOptions {
  /** Gives numbers from 0 up to and excluding its argument; decides how blocks interleave. */
  random?: (below: number) => number;
  serverVersion?: string;
  toolVersion?: string;
}

const TERMINATOR = Buffer.from([0xff, 0xff, 0xff, 0xff]);

/** Writes an archive stream as mongodump does: prelude, interleaved blocks, an EOF header with CRC for each collection. */
export function writeArchive(collections: readonly SampleCollection[], options: WriteOptions = {}): Buffer {
  const random = options.random ?? (() => 0);
  const parts: Buffer[] = [Buffer.from([0x6d, 0xe2, 0x99, 0x81])];
  parts.push(
    bson({
      concurrent_collections: 4,
      version: "0.1",
      server_version: options.serverVersion ?? "7.0.14",
      tool_version: options.toolVersion ?? "100.10.0",
    }),
  );
  for (const { db, collection, type, indexes } of collections) {
    const metadata = EJSON.stringify(
      { options: {}, indexes: indexes ?? [], uuid: "00", collectionName: collection, type: type ?? "collection" },
      { relaxed: false },
    );
    parts.push(bson({ db, collection, metadata, size: 0, type: type ?? "collection" }));
  }
  parts.push(TERMINATOR);
  const open = collections
    .filter((one) => one.type !== "view")
    .map((one) => ({
      db: one.db,
      collection: one.dataName ?? one.collection,
      waiting: one.documents.map(bson),
      written: [] as Buffer[],
    }));
  while (open.length > 0) {
    const one = open[random(open.length)];
    if (!one) throw new RangeError("random() went beyond its bound");
    const slice = one.waiting.splice(0, 1 + random(5));
    one.written.push(...slice);
    if (slice.length > 0) parts.push(blockHeader(one, false, 0n), ...slice, TERMINATOR);
    if (one.waiting.length > 0) continue;
    parts.push(blockHeader(one, true, crc64(Buffer.concat(one.written))), TERMINATOR);
    open.splice(open.indexOf(one), 1);
  }
  return Buffer.concat(parts);
}

export function bson(document: Document): Buffer {
  return Buffer.from(serialize(document));
}

/** Compresses into `count` gzip members one behind the other. */
export function gzipMembers(bytes: Buffer, count: number): Buffer {
  const size = Math.max(1, Math.ceil(bytes.length / count));
  const members: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += size) members.push(gzipSync(bytes.subarray(at, at + size)));
  return Buffer.concat(members);
}

/** CRC-64/XZ bit by bit: slow, short, and sharing nothing with what it checks. */
export function crc64(bytes: Uint8Array): bigint {
  let crc = 0xffffffffffffffffn;
  for (const byte of bytes) {
    crc ^= BigInt(byte);
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1n ? (crc >> 1n) ^ 0xc96c5795d7870f42n : crc >> 1n;
  }
  return crc ^ 0xffffffffffffffffn;
}

function blockHeader({ db, collection }: { db: string; collection: string }, eof: boolean, crc: bigint): Buffer {
  return bson({ db, collection, EOF: eof, CRC: Long.fromBigInt(BigInt.asIntN(64, crc)) });
}
