import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { catCollection } from "../../../src/sources/archives/cat-collection.ts";
import { inspectArchive } from "../../../src/sources/archives/inspect.ts";
import { inspectMany } from "../../../src/sources/archives/inspect-many.ts";
import { writeManifest } from "../../../src/sources/archives/write-manifest.ts";
import { bson, writeArchive } from "./write-archive.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "plumbline-names-"));
});
afterEach(() => rm(folder, { recursive: true }));

describe("names", () => {
  test("of collections never become paths, whatever they hold", async () => {
    const names = ["../../../up", "/etc/passwd", "nul\0nul", "line\nline", "x".repeat(10_000), "..", ""];
    const documents = [{ n: 1 }];
    const collections = names.slice(0, -1).map((collection) => ({ db: "../db", collection, documents }));
    await mkdir(join(folder, "inside"));
    await writeFile(join(folder, "inside/a.archive"), writeArchive(collections));
    const { manifest } = await writeManifest(join(folder, "inside"));
    expect(manifest.archives[0]).toMatchObject({ status: "intact", problems: [] });
    expect(manifest.archives[0]?.collections.map((one) => one.collection).sort()).toEqual(names.slice(0, -1).sort());
    expect(await readdir(folder)).toEqual(["inside"]);
    expect((await readdir(join(folder, "inside"))).sort()).toEqual([
      "ARCHIVE_MANIFEST.md",
      "SHA256SUMS",
      "a.archive",
      "manifest.json",
    ]);
    let text = "";
    const write = (more: string): void => {
      text += more;
    };
    await catCollection(join(folder, "inside/a.archive"), write, { collection: "../db.nul\0nul" });
    expect(text).toBe('{"n":{"$numberInt":"1"}}\n');
  });

  test("that stand for one collection twice in a dump are damage, and both files are counted", async () => {
    await mkdir(join(folder, "dump/app"), { recursive: true });
    await writeFile(join(folder, "dump/app/a%20b.bson"), bson({ n: 1 }));
    await writeFile(join(folder, "dump/app/a+b.bson"), Buffer.concat([bson({ n: 1 }), bson({ n: 2 })]));
    await writeFile(join(folder, "dump/app/c.bson"), bson({ n: 1 }));
    await writeFile(join(folder, "dump/app/c.bson.gz"), gzipSync(bson({ n: 2 })));
    const inspection = await inspectArchive(join(folder, "dump"));
    expect(inspection.problems.map(({ code, message }) => `${code} ${message.split(",")[0]}`)).toEqual([
      "duplicate-namespace Unexpected second file of `app.a b`",
      "duplicate-namespace Unexpected second file of `app.c`",
    ]);
    expect(inspection.collections.map((one) => `${one.collection} ${one.documents}`)).toEqual([
      "a b 1",
      "a b 2",
      "c 1",
      "c 1",
    ]);
    expect(inspection.files?.map(({ path }) => path)).toHaveLength(4);
  });

  test("of files stand in a reason as they are, without the folder, whatever a replacement in JavaScript makes of them", async () => {
    const name = "a$&b$`c.bson";
    await writeFile(join(folder, name), "");
    const [one] = await inspectMany(folder, [name]);
    expect(one).toMatchObject({ file: name, reason: expect.stringContaining(`\`${name}\``) });
    expect(JSON.stringify(one)).not.toContain(folder);
  });
});
