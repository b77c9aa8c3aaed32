import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { ObjectId } from "bson";
import { afterAll, describe, expect, test } from "vitest";
import { canonicalJson } from "../../../src/core/canonical-json.ts";
import { UserError } from "../../../src/core/errors.ts";
import { makeSnapshot } from "../../../src/core/fact.ts";
import type { Outside } from "../../../src/core/source.ts";
import { archivesSource } from "../../../src/sources/archives/index.ts";
import { writeManifest } from "../../../src/sources/archives/write-manifest.ts";
import { writeArchive } from "./write-archive.ts";

const root = await mkdtemp(join(tmpdir(), "plumbline-source-"));
afterAll(() => rm(root, { recursive: true }));

const outside: Outside = {
  root,
  env: {},
  now: new Date(0),
  signal: new AbortController().signal,
  progress: () => undefined,
};
const bytes = writeArchive([
  {
    db: "authority",
    collection: "users",
    documents: [{ n: 1 }, { n: 2 }],
    indexes: [{ v: 2, key: { b: 1, a: -1 }, name: "by_b_a" }],
  },
  { db: "", collection: "oplog", documents: [] },
]);

async function folderWith(name: string, files: Record<string, Uint8Array | string>): Promise<string> {
  for (const [file, content] of Object.entries(files)) {
    await mkdir(join(root, name, file, ".."), { recursive: true });
    await writeFile(join(root, name, file), content);
  }
  return name;
}

test("one snapshot of a folder: intact, damaged and unreadable files side by side", async () => {
  const folder = await folderWith("mixed", {
    "mongodb-authority-2025-11-28.bson.gz": gzipSync(bytes),
    "deep/cut.archive": bytes.subarray(0, bytes.length - 4),
    "ARCHIVE_MANIFEST.md": "# Manifest\n",
    empty: "",
  });
  const collected = await archivesSource.collect({ folder, pattern: "**/*" }, outside);
  const facts = new Map(collected.facts.map((fact) => [fact.id, fact.value]));
  expect(facts.get("archive.mongodb-authority-2025-11-28%2Ebson%2Egz")).toMatchObject({
    file: "mongodb-authority-2025-11-28.bson.gz",
    kind: "mongodump-archive",
    compression: "gzip",
    raw_bytes: bytes.length,
    server_version: "7.0.14",
    status: "intact",
    collections: 2,
    documents: 2,
  });
  expect(facts.get("collection.mongodb-authority-2025-11-28%2Ebson%2Egz.authority.users")).toMatchObject({
    documents: 2,
    bytes: 24,
    crc_matches: true,
    indexes: [{ name: "by_b_a", keys: [{ field: "b" }, { field: "a" }] }],
  });
  expect(facts.get("archive.deep%2Fcut%2Earchive")).toMatchObject({
    status: "damaged",
    problems: [{ code: "truncated" }],
  });
  expect(collected.unreadable?.map((one) => one.group)).toEqual(["archive.empty"]);
  expect(JSON.stringify(collected)).not.toContain(root);
});

test("the same folder gives the same bytes", async () => {
  const folder = await folderWith("twice", { "b.archive": bytes, "a.archive": gzipSync(bytes) });
  const provenance = {
    source: "archives",
    target: "mongodb",
    origin: folder,
    tool: { name: "plumbline", version: "0" },
    observedAt: "2026-11-24T00:00:00Z",
  };
  const once = async () =>
    canonicalJson(makeSnapshot(provenance, (await archivesSource.collect({ folder, pattern: "**/*" }, outside)).facts));
  expect(await once()).toBe(await once());
});

test("a collection shows its fields, the extremes of its documents and of its ObjectIds", async () => {
  const documents = [
    { _id: new ObjectId("650000000000000000000001"), n: 1 },
    { _id: new ObjectId("640000000000000000000002"), n: "longer" },
    { _id: "no ObjectId", n: new ObjectId("100000000000000000000003") },
  ];
  const folder = await folderWith("bounds", { "a.archive": writeArchive([{ db: "d", collection: "c", documents }]) });
  const { facts } = await archivesSource.collect({ folder, pattern: "**/*" }, outside);
  expect(facts.find(({ id }) => id === "collection.a%2Earchive.d.c")?.value).toMatchObject({
    smallest_bytes: 29,
    largest_bytes: 41,
    first_object_id_at: new Date(0x64000000 * 1000).toISOString().replace(".000", ""),
    last_object_id_at: new Date(0x65000000 * 1000).toISOString().replace(".000", ""),
    fields: [{ path: "_id" }, { path: "n", types: { int: 1, string: 1, objectId: 1 }, presence: 1 }],
    fields_total: 2,
  });
});

test("an unbounded number of fields does not make an unbounded fact", async () => {
  const wide = Object.fromEntries(Array.from({ length: 450 }, (_, at) => [`field${at}`, at]));
  const folder = await folderWith("wide", {
    "a.archive": writeArchive([{ db: "d", collection: "c", documents: [wide] }]),
  });
  const { facts } = await archivesSource.collect({ folder, pattern: "**/*" }, outside);
  const value = facts.find(({ id }) => id.startsWith("collection."))?.value as { fields: unknown[] };
  expect(value.fields).toHaveLength(200);
  expect(value).toMatchObject({ fields_total: 450 });
});

describe("held against the manifest beside it", () => {
  const held = async (folder: string) => {
    const { facts } = await archivesSource.collect({ folder, pattern: "**/*" }, outside);
    return (id: string) => facts.find((fact) => fact.id === id)?.value;
  };

  test("without one, nothing is verified", async () => {
    const folder = await folderWith("unheld", { "a.archive": bytes });
    const value = await held(folder);
    expect(value("archive.a%2Earchive")).toMatchObject({ in_manifest: false, verified_at: null });
    expect(value("manifest.folder")).toBeUndefined();
  });

  test("what is as it says was verified now; what changed, is new or gone is told apart", async () => {
    const folder = await folderWith("held", { "a.archive": bytes, "b.archive": bytes, "gone.archive": bytes });
    await writeManifest(join(root, folder));
    await rm(join(root, folder, "gone.archive"));
    await folderWith("held", { "b.archive": bytes.subarray(0, bytes.length - 4), "new.archive": bytes });
    const value = await held(folder);
    expect(value("archive.a%2Earchive")).toMatchObject({ in_manifest: true, verified_at: "1970-01-01T00:00:00Z" });
    expect(value("archive.b%2Earchive")).toMatchObject({
      in_manifest: true,
      verified_at: null,
      verify_problems: [{ code: "truncated" }, { code: "changed" }],
    });
    expect(value("archive.new%2Earchive")).toMatchObject({ in_manifest: false, verified_at: null });
    expect(value("manifest.folder")).toMatchObject({
      archives: 3,
      problems: [{ code: "missing", file: "gone.archive" }],
    });
  });

  test("what the pattern leaves to another target is not missing, a dump's folder included", async () => {
    const metadata = { "dump/app/x.metadata.json": '{"indexes":[]}', "dump/app/x.bson": "" };
    const folder = await folderWith("shared", { "a.archive": bytes, "b.archive": bytes, "c.gone": bytes, ...metadata });
    await writeManifest(join(root, folder));
    await rm(join(root, folder, "c.gone"));
    const { facts } = await archivesSource.collect({ folder, pattern: "{a,c}.*" }, outside);
    expect(facts.find(({ id }) => id === "manifest.folder")?.value).toEqual({
      file: "manifest.json",
      archives: 2,
      problems: [{ code: "missing", file: "c.gone", message: "it is not there" }],
    });
  });

  test.each(["{}", "no JSON", '  "sha256": "0" }'])(
    "a manifest that proves nothing (%s) verifies nothing",
    async (text) => {
      const folder = await folderWith("forged", { "a.archive": bytes, "manifest.json": text });
      const value = await held(folder);
      expect(value("archive.a%2Earchive")).toMatchObject({ in_manifest: false, verified_at: null });
      expect(value("manifest.folder")).toMatchObject({ problems: [{ code: "manifest", file: "manifest.json" }] });
    },
  );
});

test("a pattern chooses files", async () => {
  const folder = await folderWith("chosen", { "a.archive": bytes, "notes.txt": "x" });
  const { unreadable } = await archivesSource.collect({ folder, pattern: "*.archive" }, outside);
  expect(unreadable).toBeUndefined();
});

test.each(["nowhere", "mixed/empty"])("a folder that is none (%s) is a UserError", async (folder) => {
  await folderWith("mixed", { empty: "" });
  await expect(archivesSource.collect({ folder, pattern: "**/*" }, outside)).rejects.toThrow(UserError);
});
