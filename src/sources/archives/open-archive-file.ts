import { createHash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import { UserError } from "../../core/errors.ts";
import type { ArchiveFile, ReadOptions } from "./archive-file.ts";
import { isBucketAddress } from "./bucket/bucket-address.ts";
import { cannotRead } from "./place.ts";

/** Large enough that the cost per read vanishes, small enough that two of them do not matter. */
const CHUNK_BYTES = 256 * 1024;

/** Opens a regular file, or an object of a bucket, for one reading. Throws a `UserError` where it is missing, not readable, not a file or empty. */
export async function openArchiveFile(path: string, options: ReadOptions = {}): Promise<ArchiveFile> {
  if (isBucketAddress(path)) return (await import("./bucket/open-object.ts")).openObject(path, options);
  const handle = await openHandle(path);
  try {
    const before = await handle.stat({ bigint: true });
    if (!before.isFile()) {
      throw new UserError(
        `Unexpected ${before.isDirectory() ? "directory" : "special file"} \`${path}\`, expected a file`,
        "Name one archive file, or the root folder of a mongodump directory.",
      );
    }
    return fileReader(path, handle, Number(before.size), options, async () => {
      const after = await handle.stat({ bigint: true });
      return after.size !== before.size || after.mtimeNs !== before.mtimeNs;
    });
  } catch (error) {
    await handle.close();
    throw error;
  }
}

function fileReader(
  path: string,
  handle: FileHandle,
  totalBytes: number,
  { signal, onProgress }: ReadOptions,
  hasChanged: () => Promise<boolean>,
): ArchiveFile {
  const hash = createHash("sha256");
  let bytesRead = 0;
  async function* chunks(): AsyncGenerator<Uint8Array, void> {
    for await (const chunk of readChunks(path, handle, signal)) {
      hash.update(chunk);
      bytesRead += chunk.length;
      onProgress?.(bytesRead, totalBytes);
      yield chunk;
    }
  }
  return {
    totalBytes,
    async head(length) {
      const read = await handle.read(Buffer.alloc(length), 0, length, 0).catch(failedAt(path, 0));
      return read.buffer.subarray(0, read.bytesRead);
    },
    chunks,
    reread: () => readChunks(path, handle, signal),
    bytesRead: () => bytesRead,
    sha256: () => hash.digest("hex"),
    hasChanged,
    close: () => handle.close(),
  };
}

async function* readChunks(
  path: string,
  handle: FileHandle,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array, void> {
  // Two buffers in turn: reading ahead must not overwrite what the consumer still looks at.
  const buffers = [Buffer.allocUnsafe(CHUNK_BYTES), Buffer.allocUnsafe(CHUNK_BYTES)] as const;
  let position = 0;
  for (let turn = 0; ; turn += 1) {
    signal?.throwIfAborted();
    const buffer = buffers[(turn % 2) as 0 | 1];
    const { bytesRead } = await handle.read(buffer, 0, CHUNK_BYTES, position).catch(failedAt(path, position));
    if (bytesRead === 0) return;
    position += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

async function openHandle(path: string): Promise<FileHandle> {
  if (path.includes("\0")) throw new UserError("Unexpected NUL in a path", "Name an existing file.");
  try {
    return await open(path, "r");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (code === "ENOENT" || code === "ENOTDIR")
      throw new UserError(`Unexpected missing file \`${path}\``, "Check the path.", { cause: error });
    throw cannotRead(path, error as NodeJS.ErrnoException);
  }
}

/** For `catch`: the disk, or the mount, gave an error in place of the bytes at this offset. */
function failedAt(path: string, position: number): (error: NodeJS.ErrnoException) => never {
  return (error) => {
    throw cannotRead(path, error, ` at byte ${position}`);
  };
}
