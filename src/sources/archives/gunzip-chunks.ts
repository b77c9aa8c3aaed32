import { createGunzip } from "node:zlib";
import { Damage } from "./problem.ts";

/** Raw bytes in one piece; larger ones gain nothing. */
const OUTPUT_BYTES = 128 * 1024;

/** Chunks that may wait for the consumer: enough that inflating (a pool thread) and reading overlap. */
const QUEUE = 8;

/** A compressed file that can be read once for good, and again where damage has to be pinned down. */
export interface Rereadable {
  chunks(): AsyncIterable<Uint8Array>;
  reread(): AsyncIterable<Uint8Array>;
}

/**
 * Inflates a gzip file of one or several members (RFC 1952), checking each member's CRC-32 and length. Throws `Damage`
 * behind the last good byte: `gzip-invalid`, `truncated`, or `trailing-bytes` for padding behind the last member.
 * `chunks()` is always read to its end, so that a digest taken of it covers the whole file.
 */
export async function* gunzipChunks(file: Rereadable): AsyncGenerator<Uint8Array, void> {
  let delivered = 0;
  try {
    for await (const chunk of inflate(file.chunks(), true)) {
      delivered += chunk.length;
      yield chunk;
    }
  } catch (error) {
    if (!(error instanceof Damage) || error.problem.code !== "gzip-invalid") throw error;
    yield* salvage(file.reread(), error.problem.offset, delivered);
    throw error;
  }
}

/**
 * Yields what lies between the first `delivered` raw bytes and the damage, which zlib swallowed with the input chunk
 * that failed: inflates again, byte by byte from `failedAt` on. Throws the damage at its exact place.
 */
async function* salvage(again: AsyncIterable<Uint8Array>, failedAt: number, delivered: number) {
  let skip = delivered;
  for await (const chunk of inflate(bytewiseFrom(again, failedAt), false)) {
    const rest = chunk.subarray(Math.min(skip, chunk.length));
    skip -= chunk.length - rest.length;
    if (rest.length > 0) yield rest;
  }
}

async function* bytewiseFrom(chunks: AsyncIterable<Uint8Array>, from: number): AsyncGenerator<Uint8Array, void> {
  let position = 0;
  for await (const chunk of chunks) {
    const whole = Math.max(0, Math.min(chunk.length, from - position));
    if (whole > 0) yield chunk.subarray(0, whole);
    for (let at = whole; at < chunk.length; at += 1) yield chunk.subarray(at, at + 1);
    position += chunk.length;
  }
}

/** `drain`: whether to read the source to its end even where inflating stops. */
async function* inflate(source: AsyncIterable<Uint8Array>, drain: boolean): AsyncGenerator<Uint8Array, void> {
  const gunzip = createGunzip({ chunkSize: OUTPUT_BYTES });
  const queue: Uint8Array[] = [];
  let wake: () => void = () => undefined;
  let failure: unknown;
  let over = false;
  let abandoned = false;
  let sourceBytes = 0;
  const stopped = new Promise<void>((resolve) => {
    const stop = (error?: unknown): void => {
      failure ??= error;
      over = true;
      resolve();
      wake();
    };
    gunzip
      .on("end", () => stop())
      .on("error", stop)
      .on("close", () => stop());
  });
  gunzip.on("data", (chunk: Uint8Array) => {
    queue.push(chunk);
    if (queue.length >= QUEUE) gunzip.pause();
    wake();
  });

  async function feed(): Promise<void> {
    for await (const chunk of source) {
      if (abandoned || (over && !drain)) return;
      sourceBytes += chunk.length;
      if (over) continue;
      // zlib reads its input later, in a pool thread: the source must not get its buffer back before. Behind the last
      // member it takes a chunk without ever calling back, hence the race.
      await Promise.race([new Promise<void>((resolve) => gunzip.write(chunk, () => resolve())), stopped]);
    }
    if (!over) gunzip.end();
  }
  const feeding = feed().catch((error: unknown) => {
    failure ??= error;
    over = true;
    wake();
  });

  try {
    while (true) {
      const chunk = queue.shift();
      if (chunk) {
        if (queue.length < QUEUE / 2) gunzip.resume();
        yield chunk;
      } else if (over) {
        break;
      } else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
    await feeding;
    if (failure !== undefined) throw asDamage(failure, gunzip.bytesWritten);
    if (gunzip.bytesWritten < sourceBytes) {
      const count = sourceBytes - gunzip.bytesWritten;
      throw new Damage("trailing-bytes", `Unexpected ${count} bytes behind the last gzip member`, gunzip.bytesWritten);
    }
  } finally {
    abandoned = true;
    gunzip.destroy();
    await feeding;
  }
}

/** zlib's own reason (incorrect data check, invalid distance …) stays in the message; other errors pass through. */
function asDamage(error: unknown, at: number): unknown {
  if (!(error instanceof Error)) return error;
  const code = "code" in error ? error.code : undefined;
  if (code === "Z_BUF_ERROR")
    return new Damage("truncated", "Unexpected end of the gzip stream, expected the rest of it", at);
  if (typeof code === "string" && code.startsWith("Z_")) {
    return new Damage("gzip-invalid", `Unexpected gzip data (${error.message}) near byte ${at} of the file`, at);
  }
  return error;
}
