import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { deserialize } from "bson";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { UserError } from "../../../src/core/errors.ts";
import { type ArchiveInspection, inspectArchive } from "../../../src/sources/archives/inspect.ts";
import { validateDocument } from "../../../src/sources/archives/validate-document.ts";
import { verifyArchives } from "../../../src/sources/archives/verify-archives.ts";
import { writeManifest } from "../../../src/sources/archives/write-manifest.ts";
import { deprecatedTypes, everyType } from "./every-type.ts";
import { bson, writeArchive } from "./write-archive.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "plumbline-bad-"));
});
afterEach(() => rm(folder, { recursive: true }));

const LENGTHS = [0, -5, 0x7fffffff, 1000];
const MIB = 1024 * 1024;

/** Inspects bytes as a file `users.bson`; what cannot be read at all is its error. */
async function inspect(bytes: Uint8Array): Promise<ArchiveInspection | UserError> {
  await writeFile(join(folder, "users.bson"), bytes);
  return inspectArchive(join(folder, "users.bson")).catch((error: unknown) => {
    if (error instanceof UserError) return error;
    throw error;
  });
}

const found = (one: ArchiveInspection | UserError) =>
  one instanceof UserError ? "cannot read" : one.problems.map(({ code }) => code);

describe("cut at every byte", () => {
  const documents = [{ n: 1 }, { n: 2, text: "grüße" }, {}].map(bson);
  const bytes = Buffer.concat(documents);

  test("a collection file is truncated, names its collection, and keeps the documents in front of the cut", async () => {
    const ends = documents.map((_, at) => Buffer.concat(documents.slice(0, at + 1)).length);
    for (let length = 5; length < bytes.length; length += 1) {
      const one = await inspect(bytes.subarray(0, length));
      if (one instanceof UserError) throw one;
      expect(one.collections[0]?.documents).toBe(ends.filter((end) => end <= length).length);
      // Between two documents nothing is missing that the file itself speaks of: only its manifest knows.
      expect(found(one)).toEqual(ends.includes(length) ? [] : ["truncated"]);
      for (const { message, offset } of one.problems) {
        expect(message).toContain("of `users`");
        expect(offset).toBe(length);
      }
    }
  });

  test("also between two documents, against the manifest", async () => {
    await writeFile(join(folder, "users.bson"), bytes);
    await writeManifest(folder);
    await writeFile(join(folder, "users.bson"), documents[0] ?? "");
    const codes = async (mode: "fast" | "full") =>
      (await verifyArchives(folder, { mode })).problems.map(({ code }) => code);
    expect(await codes("fast")).toEqual(["truncated"]);
    expect(await codes("full")).toEqual(["changed", "count-mismatch", "truncated"]);
  });

  test("a gzip file is truncated, or nothing that could be read", async () => {
    const compressed = gzipSync(bytes);
    for (let length = 1; length < compressed.length; length += 1) {
      const one = await inspect(compressed.subarray(0, length));
      if (!(one instanceof UserError)) expect(found(one)).toEqual(["truncated"]);
    }
  });

  test("a damaged gzip stream says in which collection", async () => {
    const documents = Array.from({ length: 100 }, () => ({ text: randomBytes(4096).toString("hex") }));
    const compressed = gzipSync(writeArchive([{ db: "app", collection: "users", documents }]));
    const one = await inspect(compressed.subarray(0, compressed.length >> 1));
    expect(found(one)).toEqual(["truncated"]);
    expect((one as ArchiveInspection).problems[0]?.message).toMatch(/, in `app\.users`$|block of `app\.users`$/);
  });
});

describe("length fields of zero, below zero, 2 GB and past the end", () => {
  test("anywhere in a document: what passes is a document to the official package too", () => {
    const bytes = Buffer.concat([bson(everyType(1)), deprecatedTypes()]);
    const first = bytes.readInt32LE(0);
    let refused = 0;
    for (const [start, end] of [
      [0, first],
      [first, bytes.length],
    ] as const) {
      for (let at = start; at + 4 <= end; at += 1) {
        for (const length of LENGTHS) {
          const changed = Buffer.from(bytes.subarray(start, end));
          changed.writeInt32LE(length, at - start);
          if (validateDocument(changed, 0, changed.length)) refused += 1;
          else expect(() => deserialize(changed, { validation: { utf8: false } })).not.toThrow();
        }
      }
    }
    expect(refused).toBeGreaterThan(1000);
  });

  test("anywhere in an archive: damage, or the same data", async () => {
    const bytes = writeArchive([{ db: "a", collection: "b", documents: [{ n: 1 }] }]);
    const data = (one: ArchiveInspection) => one.collections.map(({ crc64, documents }) => ({ crc64, documents }));
    const original = await inspect(bytes);
    if (original instanceof UserError) throw original;
    for (let at = 0; at + 4 <= bytes.length; at += 1) {
      for (const length of LENGTHS) {
        const changed = Buffer.from(bytes);
        changed.writeInt32LE(length, at);
        const one = await inspect(changed);
        if (!(one instanceof UserError) && one.status === "intact") expect(data(one)).toEqual(data(original));
      }
    }
  });
});

describe("gzip bombs", () => {
  test("a thousandfold of documents is read in the memory of one", async () => {
    const member = gzipSync(bson({ text: "x".repeat(8 * MIB) }));
    const bytes = Buffer.concat(Array<Buffer>(32).fill(member));
    const before = process.memoryUsage().rss;
    let most = before;
    await writeFile(join(folder, "bomb.gz"), bytes);
    const inspection = await inspectArchive(join(folder, "bomb.gz"), {
      onProgress: () => {
        most = Math.max(most, process.memoryUsage().rss);
      },
    });
    expect(inspection).toMatchObject({ status: "intact", collections: [{ documents: 32 }] });
    expect(inspection.rawBytes / bytes.length).toBeGreaterThan(900);
    expect(most - before).toBeLessThan(150 * MIB);
  });

  test("metadata without end is too large, and the documents are counted all the same", async () => {
    await mkdir(join(folder, "dump/app"), { recursive: true });
    await writeFile(join(folder, "dump/app/x.metadata.json.gz"), gzipSync(Buffer.alloc(20 * MIB, " ")));
    await writeFile(join(folder, "dump/app/x.bson"), bson({ n: 1 }));
    const inspection = await inspectArchive(join(folder, "dump"));
    expect(found(inspection)).toEqual(["too-large"]);
    expect(inspection.collections[0]?.documents).toBe(1);
  });

  test("a prelude without end is too large", async () => {
    const declaration = (n: number) => bson({ db: "a", collection: `c${n}`, metadata: "x".repeat(15 * MIB) });
    const parts = [writeArchive([]).subarray(0, -4), ...[1, 2, 3, 4, 5].map(declaration)];
    expect(found(await inspect(gzipSync(Buffer.concat(parts), { level: 1 })))).toContain("too-large");
  });
});
