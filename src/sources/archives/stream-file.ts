import { createHash } from "node:crypto";
import type { UserError } from "../../core/errors.ts";
import type { ReadOptions } from "./archive-file.ts";
import { gunzipChunks } from "./gunzip-chunks.ts";
import { openArchiveFile } from "./open-archive-file.ts";
import { Damage } from "./problem.ts";
import type { ProblemLog } from "./raw-reader.ts";
import { watchReading } from "./watch-reading.ts";

/** What one reading of a file from start to end shows, whatever it holds. */
export interface StreamedFile {
  compression: "gzip" | "none";
  bytes: number;
  rawBytes: number;
  sha256: string;
  rawSha256: string;
  /** Whether every raw byte went to the consumer, and it took them all. */
  complete: boolean;
  /** Why the bytes ended before the file did, with the place; what else stands here is of the bytes in front of it. */
  failure: UserError | undefined;
}

/**
 * Hands the raw bytes of a file, inflated where they are gzip, to `consume`, which may throw `Damage` to get no more;
 * `afterChunk` may hold the reading back, and `inside` names the collection that is being read, for messages.
 * Damage goes to `problems`; both digests cover what could be read. An error of the disk, the mount or the object store
 * on the way becomes the result's `failure`. Throws a `UserError` where the file cannot be opened.
 */
export async function streamFile(
  path: string,
  consume: (chunk: Uint8Array) => void,
  problems: ProblemLog,
  options: ReadOptions & { afterChunk?: () => Promise<void>; inside?: () => string | undefined } = {},
): Promise<StreamedFile> {
  const file = await openArchiveFile(path, options);
  try {
    const compressed = isGzip(await file.head(2));
    const hash = compressed ? createHash("sha256") : undefined;
    const reading = watchReading(file, options.inside);
    let rawBytes = 0;
    let complete = true;
    const take = (chunk: Uint8Array): void => {
      hash?.update(chunk);
      rawBytes += chunk.length;
      if (complete) complete = undamaged(() => consume(chunk), problems);
    };
    try {
      for await (const chunk of compressed ? gunzipChunks(reading) : reading.chunks()) {
        take(chunk);
        if (options.afterChunk) await options.afterChunk();
      }
    } catch (error) {
      complete = !reading.ended(error) && undamaged(() => rethrow(error), problems, options.inside?.());
    }
    if (await reading.hasChanged()) {
      problems.add("changed-while-read", "Unexpected change of the file, expected it at rest", file.bytesRead());
    }
    const sha256 = file.sha256();
    const rawSha256 = hash?.digest("hex") ?? sha256;
    return {
      compression: compressed ? "gzip" : "none",
      bytes: file.bytesRead(),
      rawBytes,
      sha256,
      rawSha256,
      complete,
      failure: reading.failure(),
    };
  } finally {
    await file.close();
  }
}

/** Runs `step`; false where it met damage, which goes to `problems` with the collection that it was met in. */
function undamaged(step: () => void, problems: ProblemLog, collection?: string): boolean {
  try {
    step();
    return true;
  } catch (error) {
    if (!(error instanceof Damage)) throw error;
    const { code, message, offset } = error.problem;
    problems.add(code, collection === undefined ? message : `${message}, in ${collection}`, offset);
    return false;
  }
}

function rethrow(error: unknown): never {
  throw error;
}

/** RFC 1952, section 2.3.1. */
function isGzip(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}
