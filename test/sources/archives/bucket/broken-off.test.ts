import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeEach, expect, test } from "vitest";
import type { BucketAccess } from "../../../../src/sources/archives/bucket/bucket-access.ts";
import { writeObject } from "../../../../src/sources/archives/bucket/write-object.ts";
import { inspectMany } from "../../../../src/sources/archives/inspect-many.ts";
import { readTextAt } from "../../../../src/sources/archives/place.ts";
import { verifyArchives } from "../../../../src/sources/archives/verify-archives.ts";
import { writeManifest } from "../../../../src/sources/archives/write-manifest.ts";
import { writeArchive } from "../write-archive.ts";
import { type Fault, startBucket } from "./start-bucket.ts";

Object.assign(process.env, { AWS_ACCESS_KEY_ID: "S3RVER", AWS_SECRET_ACCESS_KEY: "S3RVER", AWS_REGION: "us-east-1" });
const scratch = mkdtempSync(join(tmpdir(), "plumbline-broken-off-"));
const server = await startBucket(scratch);
afterAll(async () => {
  await server.stop();
  rmSync(scratch, { recursive: true });
});
const access: BucketAccess = { endpoint: server.endpoint, region: "us-east-1", timeout: "1s" };
const documents = Array.from({ length: 3000 }, (_, n) => ({ n, text: "x".repeat(300) }));
const stream = writeArchive([
  { db: "app", collection: "few", documents: documents.slice(0, 10) },
  { db: "app", collection: "many", documents },
]);
const FOLDER = "s3://archives/all";
const GOOD = 300_000;
await writeObject(`${FOLDER}/users.archive`, stream, access);
await writeObject(
  `${FOLDER}/other.archive`,
  gzipSync(writeArchive([{ db: "b", collection: "c", documents: [{}] }])),
  access,
);

/** The server gives the first bytes of the large object, then nothing any more, however often it is asked. */
function breakOff(how: Fault): void {
  server.fault = (_, range) => {
    if (range === `bytes=0-${stream.length - 1}`) return { cutAfter: GOOD };
    return range?.endsWith(`-${stream.length - 1}`) ? how : undefined;
  };
}

beforeEach(() => {
  server.fault = () => undefined;
});

test.each([
  ["connections that end at once", { cutAfter: 0 }, "no answer \\(ECONNRESET\\)"],
  ["403", { status: 403 }, "the server answers 403"],
])(
  "a server that breaks off for good with %s: what was read, the place, and the other archives",
  async (_, how, why) => {
    breakOff(how);
    const [users, other] = await inspectMany(FOLDER, ["users.archive", "other.archive"], { access });
    expect(other).toMatchObject({ inspection: { status: "intact" } });
    const reason = `^Cannot read \`users.archive\` at byte ${GOOD}: ${why}.*, in \`app.many\`; 1 collections were read whole`;
    expect(users).toMatchObject({
      reason: expect.stringMatching(new RegExp(reason)),
      readable: false,
      partial: {
        ...{ file: "users.archive", status: "unreadable", bytes: GOOD, serverVersion: "7.0.14" },
        problems: [{ code: "unreadable", offset: GOOD }],
        collections: [
          { collection: "few", documents: 10, crcMatches: true, whole: true },
          { collection: "many", crcMatches: null, whole: false },
        ],
      },
    });
  },
);

test("a manifest is not written over by a partial reading, and verifying says where it ended", async () => {
  await writeManifest(FOLDER, { access });
  const before = await readTextAt(`${FOLDER}/manifest.json`, access);
  breakOff({ status: 403 });
  await expect(writeManifest(FOLDER, { access, acceptChanges: true })).rejects.toThrow("Unexpected unreadable");
  expect(await readTextAt(`${FOLDER}/manifest.json`, access)).toBe(before);
  const { problems } = await verifyArchives(FOLDER, { access });
  expect(problems).toMatchObject([{ code: "unreadable", file: "users.archive", offset: GOOD }]);
});
