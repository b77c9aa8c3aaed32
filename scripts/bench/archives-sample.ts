// Writes the archive benchmark's sample once: the same documents as a collection file and as an archive stream, gzipped.
import { once } from "node:events";
import { createWriteStream, existsSync, mkdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { createGzip, type Gzip, gzipSync } from "node:zlib";
import { type Document, Long, ObjectId, serialize } from "bson";
import { createCRC64 } from "hash-wasm";

/** Paths of the sample files. */
export interface Sample {
  collection: string;
  archive: string;
}

/** Makes the sample of about `megabytes` (10^6) raw bytes below `folder`; a sample that is there already is kept. */
export async function archivesSample(folder: string, megabytes: number): Promise<Sample> {
  mkdirSync(folder, { recursive: true });
  const sample = {
    collection: join(folder, `advisories-${megabytes}.bson.gz`),
    archive: join(folder, `advisories-${megabytes}.archive.gz`),
  };
  if (!existsSync(sample.collection)) await writeGzip(sample.collection, documents(megabytes));
  if (!existsSync(sample.archive)) await writeGzip(sample.archive, archive(megabytes));
  return sample;
}

/** Raw megabytes of the gzip member that the large sample repeats. */
const MEMBER_MEGABYTES = 40;

/** Makes a sample for looking at memory: the same gzip member again and again, up to about `megabytes` raw bytes. */
export async function largeSample(folder: string, megabytes: number): Promise<Sample> {
  const sample = {
    collection: join(folder, `repeated-${megabytes}.bson.gz`),
    archive: join(folder, `repeated-${megabytes}.archive.gz`),
  };
  const times = Math.ceil(megabytes / MEMBER_MEGABYTES);
  if (!existsSync(sample.collection)) {
    const member = gzipSync(Buffer.concat([...documents(MEMBER_MEGABYTES)]));
    await writeParts(sample.collection, Array<Uint8Array>(times).fill(member));
  }
  if (!existsSync(sample.archive)) {
    const batches = [...documents(MEMBER_MEGABYTES)];
    const crc = await createCRC64();
    crc.init();
    for (let time = 0; time < times; time += 1) for (const batch of batches) crc.update(batch);
    const member = gzipSync(Buffer.concat(batches.map(block)));
    const parts = [gzipSync(prelude()), ...Array<Uint8Array>(times).fill(member), gzipSync(lastBlock(crc.digest()))];
    await writeParts(sample.archive, parts);
  }
  return sample;
}

async function writeGzip(path: string, parts: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): Promise<void> {
  await writeParts(path, parts, createGzip({ level: 6 }));
}

/** Writes parts one behind the other, compressed where `gzip` is given; the path appears when all are there. */
async function writeParts(
  path: string,
  parts: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  gzip?: Gzip,
): Promise<void> {
  const file = createWriteStream(`${path}.partial`);
  gzip?.pipe(file);
  const into = gzip ?? file;
  for await (const part of parts) {
    if (!into.write(part)) await once(into, "drain");
  }
  into.end();
  await finished(file);
  renameSync(`${path}.partial`, path);
}

/** Documents in batches of about one megabyte, the same in every run. */
function* documents(megabytes: number): Generator<Uint8Array> {
  let batch: Uint8Array[] = [];
  let batchBytes = 0;
  let total = 0;
  for (let number = 0; total < megabytes * 1e6; number += 1) {
    const document = serialize(advisory(number));
    batch.push(document);
    batchBytes += document.length;
    total += document.length;
    if (batchBytes < 1e6) continue;
    yield Buffer.concat(batch);
    batch = [];
    batchBytes = 0;
  }
  yield Buffer.concat(batch);
}

async function* archive(megabytes: number): AsyncGenerator<Uint8Array> {
  const crc = await createCRC64();
  crc.init();
  yield prelude();
  for (const batch of documents(megabytes)) {
    crc.update(batch);
    yield block(batch);
  }
  yield lastBlock(crc.digest());
}

const TERMINATOR = Buffer.from([0xff, 0xff, 0xff, 0xff]);
const NAMESPACE = { db: "concelier", collection: "advisories" };

function prelude(): Uint8Array {
  const metadata = JSON.stringify({ options: {}, indexes: [{ v: 2, key: { _id: 1 }, name: "_id_" }] });
  return Buffer.concat([
    Buffer.from([0x6d, 0xe2, 0x99, 0x81]),
    serialize({ concurrent_collections: 4, version: "0.1", server_version: "7.0.14", tool_version: "100.10.0" }),
    serialize({ ...NAMESPACE, metadata, size: 0, type: "collection" }),
    TERMINATOR,
  ]);
}

function block(batch: Uint8Array): Uint8Array {
  return Buffer.concat([serialize({ ...NAMESPACE, EOF: false, CRC: Long.ZERO }), batch, TERMINATOR]);
}

function lastBlock(digest: string): Uint8Array {
  const sum = Long.fromBigInt(BigInt.asIntN(64, BigInt(`0x${digest}`)));
  return Buffer.concat([serialize({ ...NAMESPACE, EOF: true, CRC: sum }), TERMINATOR]);
}

const WORDS = "overflow injection traversal remote crafted request allows attacker parser library heap memory".split(
  " ",
);

/** A vulnerability advisory as a MongoDB of the demo platform might have kept it; about 420 bytes. */
function advisory(number: number): Document {
  let state = (number * 2654435761 + 12345) >>> 0;
  const next = (below: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const word = (): string => WORDS[next(WORDS.length)] ?? "";
  const year = 2005 + next(20);
  return {
    _id: new ObjectId(
      Buffer.from([0x65, next(256), next(256), next(256), 1, 2, 3, 4, 5, next(256), next(256), next(256)]),
    ),
    key: `CVE-${year}-${next(100_000)}`,
    title: `${word()} ${word()} ${word()} in ${word()}`,
    summary: Array.from({ length: 14 }, word).join(" "),
    published: new Date(Date.UTC(year, next(12), 1 + next(28))),
    score: next(100) / 10,
    withdrawn: next(50) === 0,
    references: next(4),
    affected: [
      { package: `pkg-${next(2000)}`, from: `${next(9)}.${next(20)}`, fixed: next(3) === 0 ? null : `${next(9)}.0` },
    ],
    source: { name: word(), etag: next(1e9).toString(16), size: Long.fromNumber(next(1e6)) },
  };
}
