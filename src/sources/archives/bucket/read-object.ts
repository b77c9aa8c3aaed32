import type { Readable } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import { GetObjectCommand } from "@aws-sdk/client-s3";
import { UserError } from "../../../core/errors.ts";
import { Damage } from "../problem.ts";
import { type BucketAccess, bucketClient, waitOf } from "./bucket-access.ts";
import { parseBucketAddress } from "./bucket-address.ts";
import { bucketError, statusOf } from "./bucket-error.ts";

/** One state of an object. */
export interface ObjectState {
  bytes: number;
  etag: string | undefined;
}

/** How often a connection may break before another MiB has come. */
const TRIES = 4;
const LEAST_BYTES = 1024 * 1024;
const FIRST_PAUSE_MS = 100;

/**
 * The bytes of an object from `from` up to `to`, in order. A connection that breaks, or is silent for too long, is
 * resumed where it broke (RFC 9110, section 14.2), a few times for each MiB. Throws `Damage` where other bytes stand under the key by then, and a
 * `UserError` where the server refuses or keeps breaking off.
 */
export async function* readObject(
  address: string,
  { bytes, etag }: ObjectState,
  access: BucketAccess,
  { from = 0, to = bytes, signal }: { from?: number; to?: number; signal?: AbortSignal | undefined } = {},
): AsyncGenerator<Uint8Array, void> {
  let position = from;
  let failures = 0;
  let sinceFailure = 0;
  while (position < to) {
    signal?.throwIfAborted();
    const body = await openRange(address, { bytes, etag }, access, position, to, signal);
    let broken: unknown = { code: "connection broken off" };
    try {
      for await (const chunk of inTime(body, waitOf(access))) {
        position += chunk.length;
        if (position > to) throw changed(to);
        sinceFailure += chunk.length;
        if (sinceFailure >= LEAST_BYTES) failures = 0;
        yield chunk;
      }
    } catch (error) {
      if (error instanceof Damage) throw error;
      broken = error;
    } finally {
      body.destroy();
    }
    if (position >= to) return;
    signal?.throwIfAborted();
    failures += 1;
    sinceFailure = 0;
    if (failures >= TRIES) throw bucketError(address, broken, at(position));
    await delay(FIRST_PAUSE_MS * 2 ** failures, undefined, signal ? { signal } : {});
  }
}

async function openRange(
  address: string,
  { bytes, etag }: ObjectState,
  access: BucketAccess,
  position: number,
  to: number,
  signal: AbortSignal | undefined,
): Promise<Readable> {
  const { bucket, key } = parseBucketAddress(address);
  const range = { Range: `bytes=${position}-${to - 1}`, ...(etag !== undefined && { IfMatch: etag }) };
  const command = new GetObjectCommand({ Bucket: bucket, Key: key, ...range });
  const client = await bucketClient(access);
  const answer = await client.send(command, signal ? { abortSignal: signal } : {}).catch((error: unknown) => {
    signal?.throwIfAborted();
    if (statusOf(error) === 412 || statusOf(error) === 416) throw changed(position);
    throw bucketError(address, error, at(position));
  });
  const body = answer.Body as Readable;
  const refused =
    answer.ETag !== etag
      ? changed(position)
      : answer.ContentRange === `bytes ${position}-${to - 1}/${bytes}` || (position === 0 && to === bytes)
        ? undefined
        : noRanges(address, position);
  if (refused) {
    body.destroy();
    throw refused;
  }
  return body;
}

function noRanges(address: string, position: number): UserError {
  const message = `Cannot read \`${address}\`${at(position)}: the server does not answer ranges`;
  return new UserError(message, "Read it from a local copy.");
}

function at(position: number): string {
  return ` at byte ${position}`;
}

function changed(position: number): Damage {
  const message = "Unexpected other bytes under the same key, expected an object at rest";
  return new Damage("changed-while-read", message, position);
}

/** The chunks of a body; fails where the next MiB takes longer than so many milliseconds of waiting. */
async function* inTime(body: Readable, wait: number): AsyncGenerator<Uint8Array, void> {
  const chunks: AsyncIterator<Uint8Array> = body[Symbol.asyncIterator]();
  let left = wait;
  let bytes = 0;
  while (true) {
    const asked = performance.now();
    const timer = setTimeout(() => body.destroy(Object.assign(new Error("slow"), { code: "TimeoutError" })), left);
    const { value, done } = await chunks.next().finally(() => clearTimeout(timer));
    if (done) return;
    // Only waiting counts: who reads slowly does not make the server late.
    left -= performance.now() - asked;
    bytes += value.length;
    if (bytes >= LEAST_BYTES) {
      left = wait;
      bytes = 0;
    }
    yield value;
  }
}
