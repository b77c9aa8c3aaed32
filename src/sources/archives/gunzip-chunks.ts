import { createGunzip } from "node:zlib";
import { Damage } from "./problem.ts";

/** Raw bytes in one piece; larger ones gain nothing. */
const OUTPUT_BYTES = 256 * 1024;

/** Chunks that may wait for the consumer: enough that inflating (a pool thread) and reading overlap. */
const QUEUE = 4;

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
    yield* salvage(file, error.problem.offset, delivered);
    throw error;
  }
}

/** Pieces in which the input chunk that failed is inflated again, ever closer to the damage. */
const SALVAGE_STEPS = [1024, 32, 1] as const;

/**
 * Yields what lies between the first `delivered` raw bytes and the damage, which zlib swallowed with the input chunk
 * that failed. Throws the damage at its exact place.
 */
async function* salvage(file: Rereadable, failedAt: number, delivered: number): AsyncGenerator<Uint8Array, void> {
  let from = failedAt;
  let done = delivered;
  for (const step of SALVAGE_STEPS) {
    let skip = done;
    try {
      for await (const chunk of inflate(inPieces(file.reread(), from, step), false)) {
        const rest = chunk.subarray(Math.min(skip, chunk.length));
        skip -= chunk.length - rest.length;
        done += rest.length;
        if (rest.length > 0) yield rest;
      }
    } catch (error) {
      if (step === 1 || !(error instanceof Damage)) throw error;
      from = error.problem.offset;
    }
  }
}

/** The same bytes, from `from` on in pieces of at most `step`. */
async function* inPieces(chunks: AsyncIterable<Uint8Array>, from: number, step: number): AsyncGenerator<Uint8Array> {
  let position = 0;
  for await (const chunk of chunks) {
    const whole = Math.max(0, Math.min(chunk.length, from - position));
    if (whole > 0) yield chunk.subarray(0, whole);
    for (let at = whole; at < chunk.length; at += step) yield chunk.subarray(at, at + step);
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

  const chunks = source[Symbol.asyncIterator]();
  async function feed(): Promise<void> {
    // The next chunk is read while zlib is at this one; its failure waits until it is that chunk's turn.
    const readAhead = () =>
      chunks.next().then(
        (result) => ({ result }),
        (error: unknown) => ({ error }),
      );
    for (let ahead = readAhead(); ; ) {
      const read = await ahead;
      if ("error" in read) throw read.error;
      const { value: chunk, done } = read.result;
      if (done || abandoned || (over && !drain)) break;
      ahead = readAhead();
      sourceBytes += chunk.length;
      if (over) continue;
      // zlib takes its input later, in a pool thread: the source must not get its buffer back before. Behind the last
      // member it takes a chunk without ever calling back, hence the race.
      await Promise.race([new Promise<void>((resolve) => gunzip.write(chunk, () => resolve())), stopped]);
    }
  }
  /** Ends the input, once what was inflated is taken: where zlib misses the rest, its error takes along what waits. */
  async function finish(): Promise<void> {
    while (!over && gunzip.readableLength > 0) {
      await Promise.race([new Promise((resolve) => gunzip.once("data", resolve)), stopped]);
    }
    if (!over) gunzip.end();
  }
  // Where the source fails, what was in front of it comes out all the same.
  const feeding = feed()
    .catch((error: unknown) => {
      failure ??= error;
    })
    .then(finish);

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
    await chunks.return?.();
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
