import { appendFile, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { UserError } from "../../../src/core/errors.ts";
import { parseManifest } from "../../../src/sources/archives/manifest.ts";
import { parseMongodumpLog } from "../../../src/sources/archives/mongodump-log.ts";
import { compareWithLog } from "../../../src/sources/archives/verification.ts";
import { verifyArchives } from "../../../src/sources/archives/verify-archives.ts";
import { writeManifest } from "../../../src/sources/archives/write-manifest.ts";
import { archivesFolder } from "./archives-folder.ts";
import { bson } from "./write-archive.ts";

let folder: string;
beforeEach(async () => {
  folder = await archivesFolder();
});
afterEach(() => rm(folder, { recursive: true }));

const read = (name: string): Promise<string> => readFile(join(folder, name), "utf8");
const codes = async (mode: "fast" | "full"): Promise<string[]> =>
  (await verifyArchives(folder, { mode })).problems.map(({ file, code }) => `${file} ${code}`);

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
