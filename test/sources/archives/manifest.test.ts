import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { appendFile, mkdir, mkdtemp, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { UserError } from "../../../src/core/errors.ts";
import { parseShard } from "../../../src/core/shard.ts";
import { parseManifest, renderManifest, uniteManifests } from "../../../src/sources/archives/manifest.ts";
import { parseMongodumpLog } from "../../../src/sources/archives/mongodump-log.ts";
import { uniteParts } from "../../../src/sources/archives/unite-parts.ts";
import { compareWithLog } from "../../../src/sources/archives/verification.ts";
import { verifyArchives } from "../../../src/sources/archives/verify-archives.ts";
import { writeManifest } from "../../../src/sources/archives/write-manifest.ts";
import { bson, writeArchive } from "./write-archive.ts";

const SCHEMA = resolve(import.meta.dirname, "../../../src/sources/archives/manifest.schema.json");
let folder: string;
const users = {
  db: "authority",
  collection: "us|er`s",
  documents: [{ n: 1 }, { n: 2, tags: ["a"] }],
  indexes: [{ v: 2, key: { n: 1 }, name: "n_1" }],
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "plumbline-manifest-"));
  await writeFile(join(folder, "a.archive"), writeArchive([users]));
  await writeFile(join(folder, "b\nb.bson.gz"), gzipSync(bson({ n: 1 })));
  await writeFile(join(folder, "notes.txt"), "no archive");
  await mkdir(join(folder, "dump/app"), { recursive: true });
  await writeFile(join(folder, "dump/app/x.bson"), bson({ x: 1 }));
  await writeFile(join(folder, "dump/app/x.metadata.json"), '{"indexes":[]}');
});
afterEach(() => rm(folder, { recursive: true }));

const read = (name: string): Promise<string> => readFile(join(folder, name), "utf8");
const codes = async (mode: "fast" | "full"): Promise<string[]> =>
  (await verifyArchives(folder, { mode })).problems.map(({ file, code }) => `${file} ${code}`);

describe("writing", () => {
  test("describes every archive once, the same every time, and says what is none", async () => {
    const { manifest, ignored } = await writeManifest(folder);
    expect(manifest.archives.map((one) => [one.file, one.kind])).toEqual([
      ["a.archive", "mongodump-archive"],
      ["b\nb.bson.gz", "bson"],
      ["dump", "mongodump-directory"],
    ]);
    expect(manifest.archives[0]?.collections[0]?.fields.map((field) => field.path)).toEqual(["n", "tags", "tags[]"]);
    expect(ignored.map((one) => one.file)).toEqual(["notes.txt"]);
    const once = await read("manifest.json");
    await writeManifest(folder, { jobs: 1 });
    expect(await read("manifest.json")).toBe(once);
  });

  test("coreutils check the sums, and the manifest's last line proves the others", async () => {
    await writeManifest(folder);
    const checked = execFileSync("sha256sum", ["-c", "SHA256SUMS"], { cwd: folder, encoding: "utf8" });
    expect(checked.match(/OK$/gm)).toHaveLength(6);
    const proof = execFileSync("sh", ["-c", "head -n -1 manifest.json | sha256sum"], { cwd: folder, encoding: "utf8" });
    expect((await read("manifest.json")).trimEnd().split("\n").at(-1)).toContain(proof.slice(0, 64));
  });

  test("the Markdown holds hostile names as text", async () => {
    await writeManifest(folder);
    const text = await read("ARCHIVE_MANIFEST.md");
    expect(text).toContain("| ``authority.us\\|er`s`` | 2 |");
    expect(text).toContain("`b\\u{a}b.bson.gz`");
  });

  test("never describes a changed or missing archive anew unless told to", async () => {
    await writeManifest(folder);
    const before = await read("manifest.json");
    await writeFile(join(folder, "a.archive"), writeArchive([{ ...users, documents: [] }]));
    await expect(writeManifest(folder)).rejects.toThrow(UserError);
    await rm(join(folder, "a.archive"));
    await expect(writeManifest(folder)).rejects.toThrow(UserError);
    expect(await read("manifest.json")).toBe(before);
    const { manifest } = await writeManifest(folder, { acceptChanges: true });
    expect(manifest.archives).toHaveLength(2);
  });

  test("keeps what mongodump's log claimed while an archive's bytes are the same, in a sharded run too", async () => {
    await writeManifest(folder, {
      claimed: new Map([
        ["authority.us|er`s", 3],
        ["app.x", 1],
      ]),
    });
    const whole = await read("manifest.json");
    expect(whole.match(/claimedDocuments/g)).toHaveLength(2);
    await writeManifest(folder);
    expect(await read("manifest.json")).toBe(whole);
    for (const index of [1, 2]) await writeManifest(folder, { shard: { index, count: 2 } });
    await uniteParts(folder);
    expect(await read("manifest.json")).toBe(whole);
    await writeFile(join(folder, "a.archive"), writeArchive([{ ...users, documents: [{ n: 1 }] }]));
    await writeManifest(folder, { acceptChanges: true, claimed: new Map([["app.x", 2]]) });
    expect((await read("manifest.json")).match(/"claimedDocuments": \d/g)).toEqual(['"claimedDocuments": 2']);
  });

  test("parts of a sharded run unite to the whole", async () => {
    const { manifest } = await writeManifest(folder);
    const parts = manifest.archives.map((one) => ({ format: 1 as const, archives: [one] }));
    expect(renderManifest(uniteManifests(parts.reverse()))).toBe(await read("manifest.json"));
  });
});

describe("a sharded run", () => {
  test("leaves parts that unite to the bytes of one job, and refuses a missing, foreign or doubled part", async () => {
    await writeManifest(folder);
    const whole = await read("manifest.json");
    await rm(join(folder, "manifest.json"));
    for (const index of [3, 1]) await writeManifest(folder, { shard: { index, count: 3 } });
    await expect(uniteParts(folder)).rejects.toThrow("manifest.1-of-3.json, manifest.3-of-3.json");
    await writeManifest(folder, { shard: { index: 2, count: 3 } });
    await uniteParts(folder);
    expect(await read("manifest.json")).toBe(whole);
    await rm(join(folder, "notes.txt"));
    expect(await codes("full")).toEqual([]);
    await writeFile(join(folder, "manifest.2-of-3.json"), await read("manifest.1-of-3.json"));
    await expect(uniteParts(folder)).rejects.toThrow("second description");
    await writeManifest(folder, { shard: { index: 1, count: 2 } });
    await expect(uniteParts(folder)).rejects.toThrow("one split");
  });

  test.each(["0/2", "3/2", "1", "1/0", "a/b", "-1/2", "1/2/3"])("%s is no shard", (text) => {
    expect(() => parseShard(text)).toThrow(UserError);
  });
});

test("what is written is valid by the published schema, and nothing more is", async () => {
  await writeManifest(folder, { claimed: new Map([["authority.us|er`s", 2]]) });
  const validate = new Ajv2020({ strict: false }).compile(JSON.parse(readFileSync(SCHEMA, "utf8")));
  const written = JSON.parse(await read("manifest.json"));
  expect(validate(written), JSON.stringify(validate.errors)).toBe(true);
  expect(validate({ ...written, sha256: "x" })).toBe(false);
  expect(validate({ ...written, more: 1 })).toBe(false);
});

describe("reading a manifest back", () => {
  test("gives what was written, and refuses any changed or cut byte", async () => {
    const { manifest } = await writeManifest(folder);
    const text = await read("manifest.json");
    expect(parseManifest(text, "manifest.json")).toEqual(manifest);
    for (let at = 0; at < text.length; at += 97) {
      expect(() => parseManifest(text.slice(0, at), "manifest.json")).toThrow(UserError);
      const other = text[at] === "x" ? "y" : "x";
      expect(() => parseManifest(text.slice(0, at) + other + text.slice(at + 1), "manifest.json")).toThrow(UserError);
    }
  });
});

describe("verifying", () => {
  test("an untouched folder, but for the file that is no archive", async () => {
    await rm(join(folder, "notes.txt"));
    await writeManifest(folder);
    expect(await verifyArchives(folder)).toEqual({
      format: 1,
      mode: "full",
      status: "verified",
      archives: 3,
      problems: [],
    });
    expect(await codes("fast")).toEqual([]);
  });

  test("a folder without a manifest is a UserError", async () => {
    await expect(verifyArchives(folder)).rejects.toThrow(UserError);
  });

  test("missing, unexpected, truncated and changed files, fast", async () => {
    await rm(join(folder, "notes.txt"));
    await writeManifest(folder);
    await rm(join(folder, "a.archive"));
    await truncate(join(folder, "b\nb.bson.gz"), 20);
    await writeFile(join(folder, "dump/app/new.bson"), bson({}));
    await writeFile(join(folder, "new.archive"), "");
    expect(await codes("fast")).toEqual([
      "a.archive missing",
      "b\nb.bson.gz truncated",
      "dump changed",
      "new.archive unexpected",
    ]);
  });

  test("what a fast look cannot see, full", async () => {
    await rm(join(folder, "notes.txt"));
    await writeManifest(folder);
    const bytes = await readFile(join(folder, "a.archive"));
    bytes[bytes.length - 5] = (bytes.at(-5) ?? 0) ^ 1;
    await writeFile(join(folder, "a.archive"), bytes);
    await writeFile(join(folder, "dump/app/x.bson"), bson({ x: 2 }));
    expect(await codes("fast")).toEqual([]);
    expect(await codes("full")).toEqual(["a.archive changed", "a.archive header-invalid", "dump changed"]);
  });

  test("a count that is not the manifest's", async () => {
    await rm(join(folder, "notes.txt"));
    await writeManifest(folder);
    await appendFile(join(folder, "dump/app/x.bson"), bson({ x: 3 }));
    expect(await codes("full")).toEqual(["dump changed", "dump changed", "dump count-mismatch"]);
  });

  test("what mongodump's log claims stands beside what was counted", async () => {
    const log =
      "2025-11-28T10:00:00.000+0000\tdone dumping `authority.us|er`s` (3 documents)\n2025\tdone dumping app.x (1 document)\n";
    const claimed = parseMongodumpLog(log);
    expect([...claimed]).toEqual([
      ["authority.us|er`s", 3],
      ["app.x", 1],
    ]);
    const { manifest } = await writeManifest(folder, { claimed });
    expect(manifest.archives[0]?.collections[0]).toMatchObject({ documents: 2, claimedDocuments: 3 });
    expect(parseManifest(await read("manifest.json"), "manifest.json")).toEqual(manifest);
    await rm(join(folder, "notes.txt"));
    expect(await codes("full")).toEqual(["a.archive count-mismatch"]);
    expect(manifest.archives.flatMap((one) => compareWithLog(one, claimed)).map(({ code }) => code)).toEqual([
      "count-mismatch",
    ]);
  });
});
