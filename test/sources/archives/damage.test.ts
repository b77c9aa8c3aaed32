import { appendFile, mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { UserError } from "../../../src/core/errors.ts";
import { inspectArchive } from "../../../src/sources/archives/inspect.ts";
import { everyType } from "./every-type.ts";
import { inspectBytes } from "./inspect-bytes.ts";
import { bson, gzipMembers, writeArchive } from "./write-archive.ts";

const folder = await mkdtemp(join(tmpdir(), "plumbline-damage-"));
afterAll(() => rm(folder, { recursive: true }));

const first = { db: "a", collection: "first", documents: Array.from({ length: 20 }, (_, n) => everyType(n)) };
const second = { db: "a", collection: "second", documents: [{ n: 1 }, { n: 2 }] };
const archive = writeArchive([first, second]);

async function codes(bytes: Uint8Array): Promise<string[]> {
  const inspection = await inspectBytes(bytes);
  expect(inspection.status).toBe(inspection.problems.length > 0 ? "damaged" : "intact");
  return inspection.problems.map((problem) => problem.code);
}

describe("damage has a code, a place and a name", () => {
  test("a changed document: CRC-64 of its collection, the other one still good", async () => {
    const bytes = Buffer.from(archive);
    const at = bytes.indexOf("grüße");
    bytes.write("GRÜSSE".slice(0, 2), at);
    const inspection = await inspectBytes(bytes);
    expect(inspection.problems).toMatchObject([
      { code: "crc-mismatch", message: expect.stringContaining("`a.first`") },
    ]);
    expect(inspection.collections.map((one) => [one.collection, one.documents, one.crcMatches])).toEqual([
      ["first", 20, false],
      ["second", 2, true],
    ]);
  });

  test("an archive cut at every byte is truncated or no archive, and never more than it was", async () => {
    const small = writeArchive([second, { db: "a", collection: "third", documents: [] }]);
    for (let length = 1; length < small.length; length += 1) {
      const path = join(folder, "cut.archive");
      await writeFile(path, small.subarray(0, length));
      const outcome = await inspectArchive(path).catch((error: UserError) => error);
      if (outcome instanceof Error) expect(length).toBeLessThan(5);
      else expect(new Set(outcome.problems.map((problem) => problem.code))).toEqual(new Set(["truncated"]));
    }
  });

  test("a gzip stream cut anywhere is truncated, and keeps what it held", async () => {
    const compressed = gzipSync(archive);
    expect(await codes(compressed.subarray(0, compressed.length - 1))).toEqual(["truncated"]);
    const inspection = await inspectBytes(compressed.subarray(0, compressed.length - 9));
    expect(inspection.problems.map((problem) => problem.code)).toEqual(["truncated"]);
    expect(inspection.collections[0]?.documents).toBe(20);
  });

  test("a wrong gzip checksum or length, with everything in front of it still counted", async () => {
    for (const back of [1, 5]) {
      const bytes = gzipMembers(archive, 3);
      bytes[bytes.length - back] = (bytes.at(-back) ?? 0) ^ 1;
      const inspection = await inspectBytes(bytes);
      expect(inspection.problems).toMatchObject([{ code: "gzip-invalid", offset: expect.any(Number) }]);
      expect(inspection.rawBytes).toBe(archive.length);
      expect(inspection.collections.map((one) => one.crcMatches)).toEqual([true, true]);
    }
  });

  test("bytes behind the end", async () => {
    expect(await codes(Buffer.concat([archive, Buffer.from("hello")]))).toEqual(["trailing-bytes"]);
    expect(await codes(Buffer.concat([archive, Buffer.alloc(512)]))).toEqual(["trailing-bytes"]);
    expect(await codes(Buffer.concat([archive, Buffer.from([1])]))).toEqual(["trailing-bytes"]);
    expect(await codes(Buffer.concat([archive, bson({ a: 1 })]))).toEqual(["trailing-bytes"]);
    expect(await codes(Buffer.concat([gzipSync(archive), Buffer.alloc(512)]))).toEqual(["trailing-bytes"]);
    expect(await codes(Buffer.concat([gzipSync(archive), Buffer.from("hello")]))).toEqual(["gzip-invalid"]);
  });

  test("a collection that is declared, or ends, twice", async () => {
    expect(await codes(writeArchive([second, second]))).toContain("duplicate-namespace");
  });

  test("metadata that is no Extended JSON", async () => {
    const bytes = Buffer.from(archive);
    bytes.write("[", bytes.indexOf('{"options"'));
    expect(await codes(bytes)).toEqual(["metadata-invalid"]);
  });

  test.each([
    ["zero", 0],
    ["negative", -5],
    ["four", 4],
    ["2 GB", 0x7fffffff],
    ["more than MongoDB keeps", 16 * 1024 * 1024 + 16 * 1024 + 1],
  ])("a document length that is %s", async (_name, length) => {
    const bytes = Buffer.concat([bson({ a: 1 }), bson({ a: 2 })]);
    bytes.writeInt32LE(length, 12);
    const inspection = await inspectBytes(bytes);
    expect(inspection.problems).toMatchObject([{ code: "bson-invalid", offset: 12 }]);
    expect(inspection.collections[0]?.documents).toBe(1);
  });

  test("a length that reaches past the end", async () => {
    const bytes = Buffer.concat([bson({ a: 1 }), bson({ a: 2 })]);
    bytes.writeInt32LE(1000, 12);
    expect(await codes(bytes)).toEqual(["truncated"]);
  });

  test("nesting of 10,000 levels", async () => {
    let bytes = Buffer.from([5, 0, 0, 0, 0]);
    const opening = Buffer.from([0, 0, 0, 0, 3, 0x61, 0]);
    for (let level = 0; level < 10_000; level += 1) {
      bytes = Buffer.concat([opening, bytes, Buffer.alloc(1)]);
      bytes.writeInt32LE(bytes.length);
    }
    const inspection = await inspectBytes(bytes);
    expect(inspection.problems).toMatchObject([
      { code: "bson-invalid", message: expect.stringContaining("200 levels") },
    ]);
  });

  test("thousands of problems are counted, not all listed", async () => {
    const broken = bson({ a: true });
    broken[7] = 2;
    const { problems } = await inspectBytes(Buffer.concat(Array.from({ length: 5000 }, () => broken)));
    expect(problems).toHaveLength(100);
    expect(problems.at(-1)?.message).toContain("4900 problems more");
  });

  test("a file that grows or shrinks while it is read", async () => {
    const path = join(folder, "moving.bson");
    const change = { grow: () => appendFile(path, bson({ a: 1 })), shrink: () => truncate(path, 12_000) };
    for (const how of ["grow", "shrink"] as const) {
      await writeFile(path, Buffer.concat(Array.from({ length: 20_000 }, () => bson({ a: 1 }))));
      let changed: Promise<void> | undefined;
      const inspection = await inspectArchive(path, {
        onProgress: () => {
          changed ??= change[how]();
        },
      });
      await changed;
      expect(inspection.problems.map((problem) => problem.code)).toContain("changed-while-read");
    }
  });
});

describe("what is no archive at all", () => {
  test.each([
    ["text", Buffer.from("# ARCHIVE_MANIFEST\n")],
    ["gzipped text", gzipSync("# ARCHIVE_MANIFEST\n")],
    ["a zip", Buffer.from("PK\u0003\u0004 and more")],
    ["nothing", Buffer.alloc(0)],
    ["gzipped nothing", gzipSync("")],
    ["a gzip of which nothing is left", gzipSync("text").subarray(0, 12)],
  ])("%s is a UserError with a hint", async (_name, bytes) => {
    const error = await inspectBytes(bytes).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UserError);
    expect((error as UserError).hint).not.toBe("");
  });

  test.each([
    ["missing", "nowhere.archive"],
    ["below a file", "file/nowhere"],
    ["a folder", "."],
    ["impossible", "a\0b"],
  ])("a path that is %s", async (_name, name) => {
    await writeFile(join(folder, "file"), "x");
    await expect(inspectArchive(`${folder}/${name}`)).rejects.toThrow(UserError);
  });
});
