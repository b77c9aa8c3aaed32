import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import type { BucketAccess } from "../../../../src/sources/archives/bucket/bucket-access.ts";
import { writeObject } from "../../../../src/sources/archives/bucket/write-object.ts";
import { catCollection } from "../../../../src/sources/archives/cat-collection.ts";
import { archivesSource } from "../../../../src/sources/archives/index.ts";
import { inspectArchive } from "../../../../src/sources/archives/inspect.ts";
import { verifyArchives } from "../../../../src/sources/archives/verify-archives.ts";
import { writeManifest } from "../../../../src/sources/archives/write-manifest.ts";
import { bson, writeArchive } from "../write-archive.ts";
import { startBucket } from "./start-bucket.ts";

const CLI = resolve(import.meta.dirname, "../../../../src/cli/plumbline.mjs");
const AWS = { AWS_ACCESS_KEY_ID: "S3RVER", AWS_SECRET_ACCESS_KEY: "S3RVER", AWS_REGION: "us-east-1" };
Object.assign(process.env, AWS);

const scratch = mkdtempSync(join(tmpdir(), "plumbline-bucket-"));
const server = await startBucket(join(scratch, "bucket"));
afterAll(async () => {
  await server.stop();
  rmSync(scratch, { recursive: true });
});
const access: BucketAccess = { endpoint: server.endpoint, region: "us-east-1", timeout: "1s" };
const local = join(scratch, "local");
const documents = Array.from({ length: 3000 }, (_, n) => ({ n, text: "x".repeat(300) }));
const stream = writeArchive([{ db: "app", collection: "users", documents }]);
const files: Record<string, Uint8Array> = {
  "all/users.archive": stream,
  "all/deep/users.archive.gz": gzipSync(stream),
  "all/dump/app/x.bson": bson({ x: 1 }),
  "all/dump/app/x.metadata.json": Buffer.from('{"indexes":[]}'),
  "cut.archive": stream.subarray(0, stream.length - 9),
};
for (const [file, bytes] of Object.entries(files)) {
  mkdirSync(dirname(join(local, file)), { recursive: true });
  writeFileSync(join(local, file), bytes);
  await writeObject(`s3://archives/${file}`, bytes, access);
}
const users = "s3://archives/all/users.archive";
const whole = (range: string | undefined) => range === `bytes=0-${stream.length - 1}`;

beforeEach(() => {
  server.fault = () => undefined;
  server.ranges.length = 0;
});

function plumbline(args: string[], env: Record<string, string> = {}) {
  return new Promise<{ status: number; stdout: string; stderr: string }>((done) => {
    const options = { cwd: local, env: { ...process.env, AWS_ENDPOINT_URL: server.endpoint, ...env } };
    execFile(process.execPath, [CLI, "archive", ...args], options, (error, stdout, stderr) =>
      done({ status: error ? Number(error.code) : 0, stdout, stderr }),
    );
  });
}

describe("a bucket gives what a folder gives", () => {
  test.each(["all/users.archive", "all/deep/users.archive.gz", "all/dump", "cut.archive"])("%s", async (file) => {
    expect(await inspectArchive(`s3://archives/${file}`, { access })).toEqual(await inspectArchive(join(local, file)));
  });

  test("pull, manifest, verify and cat", async () => {
    const outside = {
      root: local,
      env: {},
      now: new Date(0),
      signal: new AbortController().signal,
      progress: () => undefined,
    };
    const { facts } = await archivesSource.collect({ folder: "all", pattern: "**/*" }, outside);
    const options = archivesSource.options.parse({ folder: "s3://archives/all", s3: access });
    expect(await archivesSource.collect(options, outside)).toMatchObject({ origin: "s3://archives/all", facts });
    const { manifest } = await writeManifest("s3://archives/all", { access });
    expect(manifest).toEqual((await writeManifest(join(local, "all"))).manifest);
    expect(await verifyArchives("s3://archives/all", { access })).toMatchObject({ status: "verified", archives: 3 });
    await writeObject("s3://archives/all/dump/app/x.bson", bson({ x: 2 }), access);
    const { problems } = await verifyArchives("s3://archives/all", { access });
    expect(problems.map(({ file, code }) => `${file} ${code}`)).toEqual(["dump changed"]);
    const lines: string[] = [];
    await catCollection(users, (text) => void lines.push(text), { access, format: "relaxed", limit: 1, fields: ["n"] });
    expect(lines).toEqual(['{"n":0}\n']);
  });
});

describe("a wire that breaks", () => {
  test("is resumed where it broke, with the same digests", async () => {
    server.fault = (_, range) => (whole(range) || range?.startsWith("bytes=30") ? { cutAfter: 300_000 } : undefined);
    expect(await inspectArchive(users, { access })).toEqual(await inspectArchive(join(local, "all/users.archive")));
    expect(server.ranges.slice(1)).toEqual([
      `bytes=0-${stream.length - 1}`,
      `bytes=300000-${stream.length - 1}`,
      `bytes=600000-${stream.length - 1}`,
    ]);
  });

  test("and stays broken is a clear error in bounded time; one that is too slow is left for another", async () => {
    server.fault = (method, range) => (method === "GET" && range !== "bytes=0-1" ? { cutAfter: 0 } : undefined);
    await expect(inspectArchive(users, { access })).rejects.toThrow(/Cannot read `s3:.*no answer/);
    server.fault = (_, range) => (whole(range) ? { slowAfter: 100_000 } : undefined);
    expect((await inspectArchive(users, { access })).status).toBe("intact");
  });

  test("other bytes under the same key between two ranges are damage, not a mixture", async () => {
    const address = "s3://archives/moving.archive";
    await writeObject(address, stream, access);
    const other = Buffer.from(stream);
    other.fill(0x79, 400_000, 400_100);
    server.fault = async (method, range) => {
      if (method === "GET" && whole(range)) return { cutAfter: 200_000 };
      if (range?.startsWith("bytes=200000-")) await writeObject(address, other, access);
      return undefined;
    };
    const { status, problems } = await inspectArchive(address, { access });
    expect(status).toBe("damaged");
    expect(problems.map(({ code }) => code)).toContain("changed-while-read");
  });
});

describe("another file's bytes under the same ETag", () => {
  const answer = (other: Buffer) => {
    server.fault = (method, range) => (method === "GET" && whole(range) ? { other } : undefined);
    return inspectArchive(users, { access });
  };

  test("are told by their checksums and digest", async () => {
    const other = Buffer.from(stream);
    other.fill(0x79, 400_000, 400_100);
    const { problems, sha256 } = await answer(other);
    expect(problems.map(({ code }) => code)).toEqual(["crc-mismatch"]);
    expect(sha256).not.toBe((await inspectArchive(join(local, "all/users.archive"))).sha256);
  });

  test("are damage where they are more than the server said", async () => {
    const { problems } = await answer(Buffer.concat([stream, stream]));
    expect(problems.map(({ code }) => code)).toContain("changed-while-read");
  });
});

test("a key with every awkward character is listed, read and verified", async () => {
  const name = "a b+c%20dé\u0001\n.bson";
  await writeObject(`s3://archives/awkward/${name}`, bson({ n: 1 }), access);
  const { manifest } = await writeManifest("s3://archives/awkward", { access });
  expect(manifest.archives.map(({ file }) => file)).toEqual([name]);
  expect(await verifyArchives("s3://archives/awkward", { access })).toMatchObject({ status: "verified" });
});

test("a bucket that is not there is missing, not empty", async () => {
  await expect(inspectArchive("s3://nobody/x.archive", { access })).rejects.toThrow(/Unexpected missing.*404/);
  await expect(writeManifest("s3://nobody/x", { access })).rejects.toThrow(/Unexpected missing.*404/);
});

describe("on the command line", () => {
  test("0 intact, 1 damaged, 2 not readable", { timeout: 60_000 }, async () => {
    const intact = await plumbline(["inspect", users, "--format", "json"]);
    expect({ ...intact, stdout: JSON.parse(intact.stdout).status }).toEqual({
      status: 0,
      stdout: "intact",
      stderr: "",
    });
    const cut = await plumbline(["inspect", "s3://archives/cut.archive"]);
    expect(cut).toMatchObject({ status: 1, stdout: expect.stringContaining("truncated") });
    const gone = await plumbline(["cat", "s3://archives/gone.archive"]);
    expect(gone).toMatchObject({ status: 2, stderr: expect.stringContaining("Check bucket and key") });
    expect(await plumbline(["inspect", "s3://key:secret@host/x"])).toMatchObject({
      status: 2,
      stderr: expect.not.stringContaining("secret"),
    });
  });

  test("an unknown key is 403 and 2, and stands in no message", { timeout: 30_000 }, async () => {
    const secret = { AWS_ACCESS_KEY_ID: "UNKNOWNKEY", AWS_SECRET_ACCESS_KEY: "wrong-secret-value" };
    const { status, stdout, stderr } = await plumbline(["inspect", users], secret);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain("403");
    expect(stderr).not.toMatch(/wrong-secret-value|UNKNOWNKEY/);
  });

  test("500 is 2, and what the server says beside the status is not repeated", { timeout: 30_000 }, async () => {
    server.fault = () => ({ status: 500 });
    const { status, stderr } = await plumbline(["inspect", users]);
    expect(status).toBe(2);
    expect(stderr).toContain("500");
    expect(stderr).not.toContain("SECRET");
  });
});

test("the configuration that the page about buckets shows is one", async () => {
  const page = readFileSync(resolve(import.meta.dirname, "../../../../content/docs/migration/archives-in-a-bucket.md"));
  const block = /```js [^\n]*\n(.*?)```/s.exec(page.toString("utf8"))?.[1] ?? "";
  const { default: config } = await import(`data:text/javascript,${encodeURIComponent(block)}`);
  const parsed = archivesSource.options.parse(config.targets.archives.bucket);
  expect(parsed).toMatchObject({ folder: "s3://retired-databases/mongodb", s3: { pathStyle: true, timeout: "30s" } });
});

test("an endpoint with credentials is refused", () => {
  const parsed = archivesSource.options.safeParse({ folder: "s3://a-b", s3: { endpoint: "http://key:secret@host" } });
  expect(parsed.success).toBe(false);
});
