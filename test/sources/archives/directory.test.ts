import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, expect, test } from "vitest";
import { UserError } from "../../../src/core/errors.ts";
import { type ArchiveInspection, inspectArchive } from "../../../src/sources/archives/inspect.ts";
import { bson } from "./write-archive.ts";

const root = await mkdtemp(join(tmpdir(), "plumbline-directory-"));
afterAll(() => rm(root, { recursive: true }));

async function dump(name: string, files: Record<string, Uint8Array | string>): Promise<string> {
  for (const [file, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, name, file)), { recursive: true });
    await writeFile(join(root, name, file), content);
  }
  return join(root, name);
}

const metadata = (collectionName: string, more: object = {}): string =>
  JSON.stringify({
    options: {},
    indexes: [{ v: { $numberInt: "2" }, key: { _id: { $numberInt: "1" } }, name: "_id_" }],
    uuid: "",
    collectionName,
    type: "collection",
    ...more,
  });
const documents = (count: number): Buffer => Buffer.concat(Array.from({ length: count }, (_, n) => bson({ n })));
const counts = (inspection: ArchiveInspection) =>
  inspection.collections.map((one) => `${one.database}.${one.collection} ${one.documents} ${one.indexes.length}`);

test("reads collections, metadata, prelude and oplog", async () => {
  const path = await dump("plain", {
    "prelude.json": '{"ServerVersion":"7.0.14","ToolVersion":"100.10.0"}',
    "oplog.bson": documents(2),
    "app/users.bson": documents(3),
    "app/users.metadata.json": metadata("users"),
    "app/none.bson": "",
    "app/none.metadata.json": metadata("none"),
    "README.txt": "not of the dump",
  });
  const inspection = await inspectArchive(path);
  expect(inspection).toMatchObject({
    file: "plain",
    kind: "mongodump-directory",
    compression: "none",
    status: "intact",
    serverVersion: "7.0.14",
    toolVersion: "100.10.0",
  });
  expect(counts(inspection)).toEqual([".oplog 2 0", "app.none 0 1", "app.users 3 1"]);
  expect(inspection.collections[2]?.indexes[0]?.keys).toEqual([{ field: "_id", direction: 1 }]);
});

test("the digest is that of sha256sum's own lines", async () => {
  const files = { "app/a.bson": documents(1), "app/a.metadata.json": metadata("a") };
  const inspection = await inspectArchive(await dump("digest", files));
  const sha256 = (content: Uint8Array | string): string => createHash("sha256").update(content).digest("hex");
  const lines = Object.entries(files).map(([path, content]) => `${sha256(content)}  ${path}\n`);
  expect(inspection.sha256).toBe(sha256(lines.join("")));
});

test("decodes escaped names, and cut names by their metadata", async () => {
  const long = `${"x".repeat(300)}/é`;
  const stem = `${"x".repeat(208)}%24${createHash("sha1").update(long).digest("base64url")}`;
  const path = await dump("names", {
    "app/a%2F..%2F+b%25.bson.gz": gzipSync(documents(1)),
    "app/a%2F..%2F+b%25.metadata.json.gz": gzipSync(metadata("a/../ b%")),
    [`app/${stem}.bson.gz`]: gzipSync(documents(2)),
    [`app/${stem}.metadata.json.gz`]: gzipSync(metadata(long)),
  });
  const inspection = await inspectArchive(path);
  expect(inspection).toMatchObject({ compression: "gzip", status: "intact" });
  expect(counts(inspection)).toEqual(["app.a/../ b% 1 1", `app.${long} 2 1`]);
});

test("views and time series have data elsewhere or nowhere; any other absence is damage", async () => {
  const path = await dump("views", {
    "app/recent.metadata.json": metadata("recent", { type: "view", indexes: [] }),
    "app/cpu.metadata.json": metadata("cpu", { type: "timeseries", indexes: [] }),
    "app/system.buckets.cpu.bson": documents(4),
    "app/gone.metadata.json": metadata("gone"),
  });
  const inspection = await inspectArchive(path);
  expect(inspection.problems).toMatchObject([{ code: "missing", message: expect.stringContaining("`gone`") }]);
  expect(counts(inspection)).toEqual(["app.gone 0 1", "app.recent 0 0", "app.system.buckets.cpu 4 0"]);
});

test("damage in one file names it and leaves the others counted", async () => {
  const path = await dump("damaged", {
    "app/a.bson.gz": gzipSync(documents(9)).subarray(0, 30),
    "app/a.metadata.json": metadata("a"),
    "app/b.bson": documents(2),
    "app/b.metadata.json": "{",
  });
  const inspection = await inspectArchive(path);
  expect(inspection.compression).toBe("mixed");
  expect(inspection.problems.map(({ code, message }) => [code, /`app\/\w\.[\w.]+`/.exec(message)?.[0]])).toEqual([
    ["truncated", "`app/a.bson.gz`"],
    ["metadata-invalid", "`app/b.metadata.json`"],
  ]);
  expect(counts(inspection)).toContain("app.b 2 0");
});

test("an empty plain file is an empty collection; an empty file where gzip stood is a cut one", async () => {
  const path = await dump("empty", {
    "app/a.bson": "",
    "app/a.metadata.json": metadata("a"),
    "app/b.bson.gz": gzipSync(""),
    "app/b.metadata.json": metadata("b"),
    "app/c.bson.gz": "",
    "app/c.metadata.json": metadata("c"),
  });
  const { problems } = await inspectArchive(path);
  expect(problems).toMatchObject([{ code: "truncated", message: expect.stringContaining("`app/c.bson.gz`") }]);
});

test("the folder of one database is a dump too; a folder without a dump, and links, are not", async () => {
  const path = await dump("single", { "app/a.bson": documents(1), "app/a.metadata.json": metadata("a") });
  expect(counts(await inspectArchive(join(path, "app")))).toEqual(["app.a 1 1"]);
  const linked = await dump("linked", { "app/notes.txt": "x" });
  await symlink(join(path, "app/a.bson"), join(linked, "app/a.bson"));
  await expect(inspectArchive(linked)).rejects.toThrow(UserError);
});
