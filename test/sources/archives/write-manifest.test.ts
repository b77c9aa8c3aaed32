import { execFileSync } from "node:child_process";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { UserError } from "../../../src/core/errors.ts";
import { parseShard } from "../../../src/core/shard.ts";
import { renderManifest, uniteManifests } from "../../../src/sources/archives/manifest.ts";
import { uniteParts } from "../../../src/sources/archives/unite-parts.ts";
import { verifyArchives } from "../../../src/sources/archives/verify-archives.ts";
import { writeManifest } from "../../../src/sources/archives/write-manifest.ts";
import { archivesFolder, users } from "./archives-folder.ts";
import { writeArchive } from "./write-archive.ts";

let folder: string;
beforeEach(async () => {
  folder = await archivesFolder();
});
afterEach(() => rm(folder, { recursive: true }));

const read = (name: string): Promise<string> => readFile(join(folder, name), "utf8");

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

  test("never describes anew over a manifest that someone touched, unless told to", async () => {
    await writeManifest(folder);
    const touched = (await read("manifest.json")).replace("a.archive", "z.archive");
    await writeFile(join(folder, "manifest.json"), touched);
    const error = await writeManifest(folder).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      name: "UserError",
      message: expect.stringContaining("Unexpected content of `manifest.json`"),
      hint: expect.stringContaining("--accept-changes"),
    });
    expect(await read("manifest.json")).toBe(touched);
    await writeManifest(folder, { acceptChanges: true });
    expect(await read("manifest.json")).not.toBe(touched);
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
    expect(await verifyArchives(folder)).toMatchObject({ problems: [] });
    await writeFile(join(folder, "manifest.2-of-3.json"), await read("manifest.1-of-3.json"));
    await expect(uniteParts(folder)).rejects.toThrow("second description");
    await writeManifest(folder, { shard: { index: 1, count: 2 } });
    await expect(uniteParts(folder)).rejects.toThrow("one split");
  });

  test.each(["0/2", "3/2", "1", "1/0", "a/b", "-1/2", "1/2/3"])("%s is no shard", (text) => {
    expect(() => parseShard(text)).toThrow(UserError);
  });
});
