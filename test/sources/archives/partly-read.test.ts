import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createGunzip, gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { inspectArchive, PartlyRead } from "../../../src/sources/archives/inspect.ts";
import { verifyArchives } from "../../../src/sources/archives/verify-archives.ts";
import { writeManifest } from "../../../src/sources/archives/write-manifest.ts";
import { temporaryFolder } from "../../temporary-folder.ts";
import { bson, writeArchive } from "./write-archive.ts";

const CLI = resolve(import.meta.dirname, "../../../src/cli/plumbline.mjs");
const noise = (n: number) => [1, 2, 3].map((m) => createHash("sha512").update(`${n}.${m}`).digest("base64")).join();
const documents = Array.from({ length: 9000 }, (_, n) => ({ n, text: noise(n) }));
const few = { db: "app", collection: "few", documents: documents.slice(0, 10) };
const stream = writeArchive([few, { db: "app", collection: "many", documents }]);

/**
 * Runs a command in a folder whose disk ends after `good` bytes of the file: a file system on a loop device, in a mount
 * namespace of its own, whose image is cut behind its back. What lies behind is a real EIO. Needs root.
 */
function onBadDisk(bytes: Uint8Array, good: number, command: readonly string[], root = temporaryFolder()) {
  for (const name of ["source", "disk"]) mkdirSync(join(root, name));
  writeFileSync(join(root, "source/bad.archive"), bytes);
  const image = join(root, "image");
  const make = spawnSync("mkfs.ext4", ["-q", "-F", "-O", "^has_journal", "-d", join(root, "source"), image, "32M"]);
  if (make.status !== 0) return undefined;
  const from = readFileSync(image).indexOf(bytes.subarray(0, 4096));
  const cut = `mount -o loop,ro image disk && truncate -s ${from + good} image && cd disk && exec "$@"`;
  const { status, stdout, stderr } = spawnSync("unshare", ["-m", "sh", "-c", cut, "sh", ...command], {
    cwd: root,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

const inspect = [process.execPath, CLI, "archive", "inspect", "bad.archive"];
const probe = mkdtempSync(join(tmpdir(), "plumbline-can-mount-"));
const canMount = onBadDisk(stream, 4096, ["true"], probe)?.status === 0;
rmSync(probe, { recursive: true });

describe.runIf(canMount)("a disk that gives EIO in the middle of an archive: exit 2, with what was read before", () => {
  const GOOD = 300 * 4096;

  /** The place that a message names: reading stops at the border of the kernel's read-ahead in front of the bad block. */
  function placeOf(stderr = ""): number {
    const place = /^Cannot read .*bad\.archive` at byte (?<at>\d+): EIO, in `app\.many`/.exec(stderr)?.groups?.at;
    expect(place, stderr).toBeDefined();
    expect(Number(place)).toBeLessThanOrEqual(GOOD);
    expect(Number(place)).toBeGreaterThan(GOOD - 256 * 1024);
    return Number(place);
  }

  test("an archive stream, as JSON and as text", () => {
    const json = onBadDisk(stream, GOOD, [...inspect, "--format", "json"]);
    expect(json).toMatchObject({ status: 2, stderr: expect.stringContaining("1 collections were read whole, 10 doc") });
    const at = placeOf(json?.stderr);
    const partial = JSON.parse(json?.stdout ?? "");
    expect(partial).toMatchObject({
      ...{ file: "bad.archive", kind: "mongodump-archive", status: "unreadable", bytes: at, serverVersion: "7.0.14" },
      problems: [{ code: "unreadable", offset: at, message: expect.stringContaining("EIO, in `app.many`") }],
      collections: [
        { collection: "few", documents: 10, crcMatches: true, whole: true },
        { collection: "many", crcMatches: null, whole: false },
      ],
    });
    expect(partial.sha256).toBeUndefined();
    const [, many] = partial.collections;
    expect(many.documents).toBeGreaterThan(1500);
    const text = onBadDisk(stream, GOOD, inspect);
    expect(text?.stdout).toContain(`app.many  ${many.documents} documents, ${many.bytes} bytes so far, the end`);
  });

  test("a gzip file: everything that its good bytes inflate to", async () => {
    const compressed = gzipSync(stream);
    const json = onBadDisk(compressed, GOOD, [...inspect, "--format", "json"]);
    const at = placeOf(json?.stderr);
    const partial = JSON.parse(json?.stdout ?? "");
    expect(partial).toMatchObject({ status: "unreadable", compression: "gzip", bytes: at });
    expect(partial.rawBytes).toBe(await inflatedBytes(compressed.subarray(0, at)));
    expect(partial.collections[0]).toMatchObject({ documents: 10, whole: true });
  });

  test("cat writes the documents in front of it", () => {
    const cat = onBadDisk(stream, GOOD, [process.execPath, CLI, "archive", "cat", "bad.archive", "app.many"]);
    expect(cat?.status).toBe(2);
    placeOf(cat?.stderr);
    expect(cat?.stdout.split("\n").length).toBeGreaterThan(1500);
  });
});

describe.runIf(process.getuid?.() === 0)("a file of a dump that may not be read", () => {
  function dump(): string {
    const root = temporaryFolder();
    chmodSync(root, 0o755);
    mkdirSync(join(root, "dump/app"), { recursive: true });
    for (const name of ["a", "b", "c"]) {
      writeFileSync(join(root, `dump/app/${name}.bson`), bson({ name }));
      writeFileSync(join(root, `dump/app/${name}.metadata.json`), '{"indexes":[]}');
    }
    return root;
  }

  /** Runs a step as a user to whom the permissions of a file mean something. */
  async function without<T>(path: string, step: () => Promise<T>): Promise<T> {
    chmodSync(path, 0);
    process.seteuid?.(65_534);
    try {
      return await step();
    } finally {
      process.seteuid?.(0);
      chmodSync(path, 0o644);
    }
  }

  test("costs its own collection alone", async () => {
    const root = dump();
    const error = await without(join(root, "dump/app/b.bson"), () =>
      inspectArchive(join(root, "dump")).catch((thrown: unknown) => thrown),
    );
    expect(error).toBeInstanceOf(PartlyRead);
    const { message, partial } = error as PartlyRead;
    expect(message).toMatch(/b\.bson`: EACCES; 2 collections were read whole, 2 documents$/);
    expect(partial.collections.map((one) => [one.collection, one.documents, one.whole])).toEqual([
      ["a", 1, true],
      ["c", 1, true],
    ]);
    expect(partial.files?.map((one) => one.path)).toHaveLength(5);
    expect(partial.problems).toMatchObject([{ code: "unreadable", offset: 0 }]);
  });

  test("metadata alone: the documents count, and the collection is not whole", async () => {
    const root = dump();
    const error = await without(join(root, "dump/app/b.metadata.json"), () =>
      inspectArchive(join(root, "dump")).catch((thrown: unknown) => thrown),
    );
    const { partial } = error as PartlyRead;
    expect(partial.collections.map((one) => [one.collection, one.documents, one.whole])).toEqual([
      ["a", 1, true],
      ["b", 1, false],
      ["c", 1, true],
    ]);
  });

  test("never reaches the manifest, and verifying says where it was", async () => {
    const root = dump();
    await writeManifest(root);
    const before = readFileSync(join(root, "manifest.json"), "utf8");
    await without(join(root, "dump/app/b.bson"), async () => {
      await expect(writeManifest(root, { acceptChanges: true })).rejects.toThrow("Unexpected unreadable `dump`");
      expect((await verifyArchives(root)).problems).toMatchObject([{ code: "unreadable", file: "dump" }]);
    });
    expect(readFileSync(join(root, "manifest.json"), "utf8")).toBe(before);
  });
});

/** What zlib itself makes of a gzip stream that is cut. */
function inflatedBytes(bytes: Uint8Array): Promise<number> {
  return new Promise((done) => {
    let count = 0;
    const gunzip = createGunzip();
    gunzip.on("data", (chunk: Uint8Array) => {
      count += chunk.length;
    });
    gunzip.on("error", () => done(count)).end(bytes);
  });
}
