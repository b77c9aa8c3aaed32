import { createGunzip } from "node:zlib";
import { Damage } from "./problem.ts";

/** Also how much of the raw data in front of damage may be lost, since zlib gives nothing of a chunk that fails. */
const OUTPUT_BYTES = 128 * 1024;

/** Chunks that may wait for the consumer: enough that inflating (a pool thread) and reading overlap. */
const QUEUE = 8;

/**
 * Inflates a gzip stream of one or several members (RFC 1952), checking each member's CRC-32 and length. Throws
 * `Damage` behind the last good chunk: `gzip-invalid`, `truncated`, or `trailing-bytes` for padding behind the last
 * member. The source is always read to its end, so that a digest taken of it covers the whole file.
 */
export async function* gunzipChunks(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
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
      if (abandoned) return;
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
