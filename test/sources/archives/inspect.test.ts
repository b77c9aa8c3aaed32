import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inspectArchive } from "../../../src/sources/archives/inspect.ts";
import { everyType } from "./every-type.ts";
import { inspectBytes } from "./inspect-bytes.ts";
import { bson, crc64, gzipMembers, type SampleCollection, writeArchive } from "./write-archive.ts";

const CASES = resolve(import.meta.dirname, "../../../../shared/cases/archives");

const users = {
  db: "authority",
  collection: "users",
  documents: range(40).map(everyType),
  indexes: [{ v: 2, key: { tenant: 1, name: -1 }, name: "by_tenant", unique: true }],
};
const empty = { db: "authority", collection: "sessions", documents: [] };
const audit = { db: "audit", collection: "signins", documents: range(7).map((n) => ({ n })) };

describe.runIf(existsSync(CASES))("the archives that mongodump itself wrote", () => {
  test("an archive with an oplog", async () => {
    const inspection = await inspectArchive(resolve(CASES, "dump-w-oplog.archive"));
    expect(inspection).toMatchObject({
      format: 1,
      kind: "mongodump-archive",
      status: "intact",
      serverVersion: "4.0.2",
    });
    expect(counts(inspection)).toEqual([
      ".oplog 18/2760 true",
      "admin.system.version 1/59 true",
      "test.foo 25/725 true",
    ]);
  });

  test("an archive of one collection", async () => {
    const inspection = await inspectArchive(resolve(CASES, "test.bar.archive"));
    expect(inspection.serverVersion).toBe("3.4.3");
    expect(counts(inspection)).toEqual(["admin.system.version 1/59 true", "test.bar 1/35 true"]);
  });
});

describe("an archive stream", () => {
  test("gives counts, sizes, checksums and indexes of every collection, an empty one too", async () => {
    const bytes = writeArchive([users, empty, audit]);
    const inspection = await inspectBytes(bytes);
    const size = users.documents.reduce((sum, document) => sum + bson(document).length, 0);
    expect(inspection).toMatchObject({
      status: "intact",
      problems: [],
      bytes: bytes.length,
      rawBytes: bytes.length,
      toolVersion: "100.10.0",
    });
    expect(counts(inspection)).toEqual([
      `audit.signins 7/${7 * 12} true`,
      "authority.sessions 0/0 true",
      `authority.users 40/${size} true`,
    ]);
    expect(inspection.collections[2]?.crc64).toBe(
      crc64(Buffer.concat(users.documents.map(bson)))
        .toString(16)
        .padStart(16, "0"),
    );
    expect(inspection.collections[2]?.indexes).toEqual([
      {
        name: "by_tenant",
        keys: [
          { field: "tenant", direction: 1 },
          { field: "name", direction: -1 },
        ],
        options: { unique: true, v: 2 },
      },
    ]);
  });

  test("reads the same whether plain, gzipped or in many gzip members", async () => {
    const bytes = writeArchive([users, audit]);
    const plain = await inspectBytes(bytes);
    for (const compressed of [gzipSync(bytes), gzipMembers(bytes, 5), gzipMembers(bytes, bytes.length / 10)]) {
      const inspection = await inspectBytes(compressed, "name-says-nothing.bson");
      expect(inspection).toMatchObject({ compression: "gzip", bytes: compressed.length, status: "intact" });
      expect(inspection.rawSha256).toBe(plain.sha256);
      expect(inspection.collections).toEqual(plain.collections);
    }
  });

  test("maps time-series buckets to their declaration and expects no data of a view", async () => {
    const bytes = writeArchive([
      {
        db: "m",
        collection: "cpu",
        type: "timeseries",
        dataName: "system.buckets.cpu",
        documents: [{ a: 1 }],
        indexes: [{ key: { t: 1 }, name: "t" }],
      },
      { db: "m", collection: "recent", type: "view", documents: [] },
    ]);
    const inspection = await inspectBytes(bytes);
    expect(inspection.status).toBe("intact");
    expect(counts(inspection)).toEqual(["m.recent 0/0 null", "m.system.buckets.cpu 1/12 true"]);
    expect(inspection.collections[1]?.indexes).toHaveLength(1);
  });

  test("keeps hostile names as data", async () => {
    const names = ["../../etc/passwd", "a\nb\u202ec", "`; rm -rf", "x".repeat(10_000), "__proto__", "a.b"];
    const inspection = await inspectBytes(
      writeArchive(names.map((collection) => ({ db: "__proto__", collection, documents: [{ a: 1 }] }))),
    );
    expect(inspection.status).toBe("intact");
    expect(inspection.collections.map((one) => one.collection).sort()).toEqual([...names].sort());
  });

  test("any collections, interleaved in any way, come back with their counts and checksums", async () => {
    const collection = fc.record({ count: fc.nat(30), size: fc.nat(300) });
    await fc.assert(
      fc.asyncProperty(
        fc.array(collection, { minLength: 1, maxLength: 6 }),
        fc.infiniteStream(fc.nat()),
        fc.boolean(),
        async (shapes, numbers, gzip) => {
          const samples: SampleCollection[] = shapes.map(({ count, size }, index) => ({
            db: `db${index % 2}`,
            collection: `c${index}`,
            documents: range(count).map((n) => ({ n, text: "x".repeat(size) })),
          }));
          const bytes = writeArchive(samples, { random: (below) => (numbers.next().value as number) % below });
          const inspection = await inspectBytes(gzip ? gzipMembers(bytes, 3) : bytes);
          expect(inspection.problems).toEqual([]);
          expect(inspection.collections.map((one) => `${one.collection} ${one.documents} ${one.crc64}`).sort()).toEqual(
            samples
              .map(
                (one) =>
                  `${one.collection} ${one.documents.length} ${crc64(Buffer.concat(one.documents.map(bson)))
                    .toString(16)
                    .padStart(16, "0")}`,
              )
              .sort(),
          );
        },
      ),
      { numRuns: 40 },
    );
  });

  test("reads documents that straddle chunk borders, up to the largest that mongodump writes", async () => {
    const documents = [3, 65_530, 65_536, 70_000, 16 * 1024 * 1024].map((size) => ({ text: "x".repeat(size) }));
    const inspection = await inspectBytes(collectionFile(documents), "big.bson");
    expect(inspection).toMatchObject({ kind: "bson", status: "intact" });
    expect(counts(inspection)).toEqual([`.big 5/${inspection.rawBytes} null`]);
  });
});

describe("a collection file", () => {
  test("counts documents with every BSON type", async () => {
    const bytes = collectionFile(users.documents);
    const inspection = await inspectBytes(gzipSync(bytes), "users.bson.gz");
    expect(inspection).toMatchObject({ kind: "bson", compression: "gzip", status: "intact", serverVersion: null });
    expect(inspection.collections).toEqual([
      {
        database: "",
        collection: "users",
        documents: 40,
        bytes: bytes.length,
        crc64: null,
        crcMatches: null,
        indexes: [],
        smallestDocument: 571,
        largestDocument: 572,
        firstObjectIdAt: "2023-11-14T22:13:20Z",
        lastObjectIdAt: "2023-11-14T22:13:59Z",
        fields: [],
      },
    ]);
  });
});

function collectionFile(documents: readonly object[]): Buffer {
  return Buffer.concat(documents.map(bson));
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

function counts(inspection: Awaited<ReturnType<typeof inspectBytes>>): string[] {
  return inspection.collections.map(
    (one) => `${one.database}.${one.collection} ${one.documents}/${one.bytes} ${one.crcMatches}`,
  );
}
