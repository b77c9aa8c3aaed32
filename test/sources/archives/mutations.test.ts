import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { deserialize } from "bson";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { UserError } from "../../../src/core/errors.ts";
import { type ArchiveInspection, inspectArchive } from "../../../src/sources/archives/inspect.ts";
import { everyType } from "./every-type.ts";
import { bson, gzipMembers, writeArchive } from "./write-archive.ts";

/** How many mutations each form gets; PLUMBLINE_MUTATIONS=10000 for the long run. */
const RUNS = Number(process.env.PLUMBLINE_MUTATIONS ?? 500);

const folder = await mkdtemp(join(tmpdir(), "plumbline-mutations-"));
afterAll(() => rm(folder, { recursive: true }));

const collections = [
  {
    db: "a",
    collection: "many",
    documents: Array.from({ length: 12 }, (_, n) => everyType(n)),
    indexes: [{ v: 2, key: { _id: 1 }, name: "_id_" }],
  },
  { db: "a", collection: "few", documents: [{ n: 1 }, { n: 2, text: "x".repeat(500) }] },
  { db: "b", collection: "none", documents: [] },
];
const turns = [7, 14, 21, 5, 3, 11].values();
const stream = writeArchive(collections, { random: (below) => (turns.next().value ?? 1) % below });

/** One byte changed, bytes cut out or the rest cut off, bytes put in. */
function mutationOf(bytes: Buffer): fc.Arbitrary<Buffer> {
  const at = fc.nat(bytes.length - 1);
  return fc.oneof(
    fc.tuple(at, fc.integer({ min: 1, max: 255 })).map(([place, change]) => {
      const copy = Buffer.from(bytes);
      copy[place] = (copy[place] ?? 0) ^ change;
      return copy;
    }),
    fc
      .tuple(at, fc.integer({ min: 1, max: 40 }))
      .map(([place, count]) => Buffer.concat([bytes.subarray(0, place), bytes.subarray(place + count)])),
    at.map((place) => bytes.subarray(0, place)),
    fc
      .tuple(fc.nat(bytes.length), fc.uint8Array({ minLength: 1, maxLength: 40 }))
      .map(([place, more]) => Buffer.concat([bytes.subarray(0, place), more, bytes.subarray(place)])),
    fc
      .tuple(at, at, fc.nat(200))
      .map(([from, to, count]) =>
        Buffer.concat([bytes.subarray(0, to), bytes.subarray(from, from + count), bytes.subarray(to)]),
      ),
  );
}

/** Inspects; undefined where the reader says that there is no archive to read. Any other error fails the test. */
async function inspect(bytes: Buffer): Promise<ArchiveInspection | undefined> {
  const path = join(folder, "mutated");
  await writeFile(path, bytes);
  try {
    return await inspectArchive(path);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

async function everyMutation(
  bytes: Buffer,
  holds: (inspection: ArchiveInspection, mutated: Buffer) => void,
): Promise<void> {
  const changed = mutationOf(bytes).filter((mutated) => !mutated.equals(bytes));
  await fc.assert(
    fc.asyncProperty(changed, async (mutated) => {
      const inspection = await inspect(mutated);
      if (inspection?.status === "intact") holds(inspection, mutated);
    }),
    { numRuns: RUNS },
  );
}

const data = (inspection: ArchiveInspection | undefined) =>
  inspection?.collections.map(({ database, collection, documents, bytes, crc64, crcMatches }) => ({
    database,
    collection,
    documents,
    bytes,
    crc64,
    crcMatches,
  }));

test("a mutated archive stream is never intact with other data", { timeout: 600_000 }, async () => {
  const original = await inspect(stream);
  expect(original?.status).toBe("intact");
  await everyMutation(stream, (inspection) => expect(data(inspection)).toEqual(data(original)));
});

test.each([1, 4])(
  "a mutated gzip of %i members is never intact with other bytes",
  { timeout: 600_000 },
  async (members) => {
    const compressed = gzipMembers(stream, members);
    const original = await inspect(compressed);
    expect(original?.status).toBe("intact");
    await everyMutation(compressed, (inspection) => expect(inspection.rawSha256).toBe(original?.rawSha256));
  },
);

test("a mutated collection file that counts as intact is BSON to the official package too", {
  timeout: 600_000,
}, async () => {
  const bytes = Buffer.concat(collections.flatMap((one) => one.documents).map(bson));
  expect((await inspect(bytes))?.status).toBe("intact");
  await everyMutation(bytes, (inspection, mutated) => {
    let documents = 0;
    for (let at = 0; at < mutated.length; documents += 1) {
      const length = mutated.readInt32LE(at);
      deserialize(mutated.subarray(at, at + length), { validation: { utf8: false } });
      at += length;
    }
    expect(inspection.collections[0]?.documents).toBe(documents);
  });
});

test("a mutated gzip of a collection file is never intact with other bytes", { timeout: 600_000 }, async () => {
  const compressed = gzipSync(Buffer.concat(collections.flatMap((one) => one.documents).map(bson)));
  const original = await inspect(compressed);
  await everyMutation(compressed, (inspection) => expect(inspection.rawSha256).toBe(original?.rawSha256));
});
