import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { inspectArchive } from "../../../src/sources/archives/inspect.ts";
import { listArchives } from "../../../src/sources/archives/list-archives.ts";
import { verifyArchives } from "../../../src/sources/archives/verify-archives.ts";
import { writeManifest } from "../../../src/sources/archives/write-manifest.ts";
import { bson } from "./write-archive.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "plumbline-bad-"));
});
afterEach(() => rm(folder, { recursive: true }));

describe("what cannot be read", () => {
  test.runIf(existsSync("/proc/self/mem"))("a disk that gives errors: with the place, as a UserError", async () => {
    await expect(inspectArchive("/proc/self/mem")).rejects.toThrow(/^Cannot read `\/proc\/self\/mem` at byte 0: EIO$/);
  });

  test.runIf(existsSync("/dev/null"))("a special file", async () => {
    await expect(inspectArchive("/dev/null")).rejects.toThrow("Unexpected special file");
  });

  test("a folder in place of a file, and a file in place of a dump's folder", async () => {
    await writeFile(join(folder, "a.bson"), bson({ n: 1 }));
    await mkdir(join(folder, "dump/app"), { recursive: true });
    await writeFile(join(folder, "dump/app/x.metadata.json"), "{}");
    await writeFile(join(folder, "dump/app/x.bson"), bson({ n: 1 }));
    await writeManifest(folder);
    await rm(join(folder, "a.bson"));
    await rm(join(folder, "dump"), { recursive: true });
    await mkdir(join(folder, "a.bson"));
    await writeFile(join(folder, "dump"), bson({ n: 1 }));
    for (const mode of ["fast", "full"] as const) {
      const { problems } = await verifyArchives(folder, { mode });
      expect(problems.map(({ file, code }) => `${file} ${code}`)).toEqual(["a.bson unreadable", "dump unreadable"]);
    }
  });

  test("a file without permission: the others are verified, and it does not drop out of the manifest", async () => {
    for (const name of ["a.bson", "b.bson"]) await writeFile(join(folder, name), bson({ n: 1 }));
    await writeManifest(folder);
    await asNobody("a.bson", async () => {
      await expect(inspectArchive(join(folder, "a.bson"))).rejects.toThrow("EACCES");
      const { problems } = await verifyArchives(folder);
      expect(problems.map(({ file, code }) => `${file} ${code}`)).toEqual(["a.bson unreadable"]);
      for (const acceptChanges of [false, true]) {
        await expect(writeManifest(folder, { acceptChanges })).rejects.toThrow("Unexpected unreadable `a.bson`");
      }
    });
    expect(await verifyArchives(folder)).toMatchObject({ status: "verified", archives: 2 });
  });

  test("a manifest without permission is not the absence of one; a folder without permission is not empty", async () => {
    await mkdir(join(folder, "sub"));
    for (const name of ["a.bson", "sub/b.bson"]) await writeFile(join(folder, name), bson({ n: 1 }));
    await writeManifest(folder);
    await asNobody("manifest.json", () => expect(verifyArchives(folder)).rejects.toThrow(/manifest\.json`: EACCES/));
    await asNobody("sub", () => expect(listArchives(folder)).rejects.toThrow(/sub.*: EACCES/));
  });

  /** Takes every permission from a file, and runs a step as a user that those hold for. */
  async function asNobody(name: string, step: () => Promise<unknown>): Promise<void> {
    await chmod(folder, 0o755);
    await chmod(join(folder, name), 0);
    const isRoot = process.getuid?.() === 0;
    if (isRoot) process.seteuid?.(65_534);
    try {
      await step();
    } finally {
      if (isRoot) process.seteuid?.(0);
      await chmod(join(folder, name), 0o755);
    }
  }
});
