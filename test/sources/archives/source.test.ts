import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, expect, test } from "vitest";
import { canonicalJson } from "../../../src/core/canonical-json.ts";
import { UserError } from "../../../src/core/errors.ts";
import { makeSnapshot } from "../../../src/core/fact.ts";
import type { Outside } from "../../../src/core/source.ts";
import { archivesSource } from "../../../src/sources/archives/index.ts";
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
  expect(collected.unreadable?.map((one) => one.group)).toEqual(["archive.ARCHIVE_MANIFEST%2Emd", "archive.empty"]);
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

test("a pattern chooses files", async () => {
  const folder = await folderWith("chosen", { "a.archive": bytes, "notes.txt": "x" });
  const { unreadable } = await archivesSource.collect({ folder, pattern: "*.archive" }, outside);
  expect(unreadable).toBeUndefined();
});

test.each(["nowhere", "mixed/empty"])("a folder that is none (%s) is a UserError", async (folder) => {
  await folderWith("mixed", { empty: "" });
  await expect(archivesSource.collect({ folder, pattern: "**/*" }, outside)).rejects.toThrow(UserError);
});
