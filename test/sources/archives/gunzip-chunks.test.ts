import { setTimeout as delay } from "node:timers/promises";
import { constants, gunzipSync, gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { gunzipChunks } from "../../../src/sources/archives/gunzip-chunks.ts";

const compressed = gzipSync(Buffer.alloc(60_000_000, "abcdefgh 12345 "));
const CUTS = [1000, 30_000, 50_000, 100_000];

/** Everything that a slow consumer gets of a gzip file, and the error that it ends with. */
async function inflate(chunks: () => AsyncGenerator<Uint8Array>): Promise<{ bytes: number; error: unknown }> {
  let bytes = 0;
  try {
    for await (const chunk of gunzipChunks({ chunks, reread: chunks })) {
      bytes += chunk.length;
      await delay(2);
    }
    return { bytes, error: undefined };
  } catch (error) {
    return { bytes, error };
  }
}

test.each([
  ["the file ends too early", undefined, /Unexpected end of the gzip stream/],
  ["reading it fails", new Error("EIO"), /^EIO$/],
])("a slow consumer gets every byte in front of the place where %s", async (_, failure, message) => {
  for (const cut of CUTS) {
    const good = compressed.subarray(0, cut);
    const { bytes, error } = await inflate(async function* () {
      yield good;
      if (failure) throw failure;
    });
    expect(bytes).toBe(gunzipSync(good, { finishFlush: constants.Z_SYNC_FLUSH }).length);
    expect((error as Error).message).toMatch(message);
  }
});

test("a consumer that stops early ends the reading", async () => {
  let closed = false;
  const chunks = async function* () {
    try {
      for (let at = 0; at < compressed.length; at += 1000) yield compressed.subarray(at, at + 1000);
    } finally {
      closed = true;
    }
  };
  for await (const _ of gunzipChunks({ chunks, reread: chunks })) break;
  await expect.poll(() => closed).toBe(true);
});
