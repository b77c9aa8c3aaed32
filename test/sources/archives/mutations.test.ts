import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { deserialize } from "bson";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { UserError } from "../../../src/core/errors.ts";
import { catCollection } from "../../../src/sources/archives/cat-collection.ts";
import { type ArchiveInspection, inspectArchive } from "../../../src/sources/archives/inspect.ts";
import { everyType } from "./every-type.ts";
import { bson, gzipMembers, writeArchive } from "./write-archive.ts";

/** How many mutations each of the eleven forms gets; PLUMBLINE_MUTATIONS=2000 for the long run. */
const RUNS = Number(process.env.PLUMBLINE_MUTATIONS ?? 150);
/** No reader needs as long for these few bytes; what does, hangs. */
const LONGEST_MS = 20_000;

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

/** One byte changed, bytes cut out or the rest cut off, bytes put in or doubled elsewhere, a length made a hostile one. */
function oneMutation(bytes: Buffer): fc.Arbitrary<Buffer> {
  const at = fc.nat(Math.max(0, bytes.length - 1));
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
    fc.tuple(at, fc.constantFrom(0, -1, 5, 0x7fffffff, -0x80000000)).map(([place, length]) => {
      const copy = Buffer.from(bytes);
      if (place + 4 <= copy.length) copy.writeInt32LE(length, place);
      return copy;
    }),
  );
}

/** One mutation, and now and then a second one on top of it. */
function mutationOf(bytes: Buffer): fc.Arbitrary<Buffer> {
  return fc.oneof({ weight: 3, arbitrary: oneMutation(bytes) }, oneMutation(bytes).chain(oneMutation));
}

const FILE = join(folder, "mutated");

/** Inspects; undefined where the reader says that there is no archive to read. Any other error fails the test. */
async function inspect(bytes: Buffer, file = FILE, archive = file): Promise<ArchiveInspection | undefined> {
  await writeFile(file, bytes);
  return unlessUserError(inspectArchive(archive, { fields: true }));
}

async function unlessUserError<T>(result: Promise<T>): Promise<T | undefined> {
  try {
    return await result;
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

async function everyMutation(
  bytes: Buffer,
  holds: (inspection: ArchiveInspection, mutated: Buffer) => void,
  { file = FILE, archive = file }: { file?: string; archive?: string } = {},
): Promise<void> {
  const changed = mutationOf(bytes).filter((mutated) => !mutated.equals(bytes));
  await fc.assert(
    fc.asyncProperty(changed, async (mutated) => {
      const inspection = await inspect(mutated, file, archive);
      if (inspection?.status === "intact") holds(inspection, mutated);
      await unlessUserError(catCollection(archive, () => undefined, { collection: "a.many" }));
    }),
    { numRuns: RUNS, timeout: LONGEST_MS },
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

test.each([1, 3])(
  "a mutated gzip of a collection file, of %i members, is never intact with other bytes",
  { timeout: 600_000 },
  async (members) => {
    const compressed = gzipMembers(Buffer.concat(collections.flatMap((one) => one.documents).map(bson)), members);
    const original = await inspect(compressed);
    expect(original?.status).toBe("intact");
    await everyMutation(compressed, (inspection) => expect(inspection.rawSha256).toBe(original?.rawSha256));
  },
);

describe("a dump's folder", () => {
  const documents = collections.flatMap((one) => one.documents).map(bson);
  const metadata = '{"indexes":[{"v":2,"key":{"_id":1},"name":"_id_"}],"collectionName":"many","type":"collection"}';
  const prelude = '{"ServerVersion":"7.0.14","ToolVersion":"100.10.0"}';
  const files: Record<string, Buffer> = {
    "a/many.bson": Buffer.concat(documents),
    "a/many.metadata.json": Buffer.from(metadata),
    "a/few.bson.gz": gzipSync(Buffer.concat(documents.slice(0, 3))),
    "a/few.metadata.json.gz": gzipSync(metadata.replace("many", "few")),
    "prelude.json": Buffer.from(prelude),
  };

  test.each(Object.keys(files))(
    "a mutated %s is damage, or the data is the same",
    { timeout: 600_000 },
    async (name) => {
      const archive = join(folder, "dump");
      await mkdir(join(archive, "a"), { recursive: true });
      for (const [file, bytes] of Object.entries(files)) await writeFile(join(archive, file), bytes);
      const bytes = files[name] ?? Buffer.alloc(0);
      const original = await inspect(bytes, join(archive, name), archive);
      expect(original?.status).toBe("intact");
      const counts = (one: ArchiveInspection | undefined) =>
        one?.collections.map((each) => [each.documents, each.bytes]);
      await everyMutation(
        bytes,
        (inspection, mutated) => {
          if (name === "a/many.bson")
            expect(inspection.rawBytes - (original?.rawBytes ?? 0)).toBe(mutated.length - bytes.length);
          else expect(new Set(counts(inspection)?.map(String))).toEqual(new Set(counts(original)?.map(String)));
          if (name.endsWith(".gz")) expect(inspection.rawSha256).toBe(original?.rawSha256);
        },
        { file: join(archive, name), archive },
      );
    },
  );
});
