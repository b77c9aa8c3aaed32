import { createHash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import { messageOf, UserError } from "../../core/errors.ts";

/** Large enough that the cost per read vanishes, small enough that two of them do not matter. */
const CHUNK_BYTES = 256 * 1024;

/** A file that is read once from start to end, its digest on the way. */
export interface ArchiveFile {
  totalBytes: number;
  /** The first bytes, without moving the reading position. */
  head(length: number): Promise<Uint8Array>;
  /** The bytes in order. A chunk is valid until the second next one is asked for. */
  chunks(): AsyncGenerator<Uint8Array, void>;
  /** The same bytes once more, for a closer look at damage; neither hashed nor counted. */
  reread(): AsyncGenerator<Uint8Array, void>;
  /** Bytes read so far. */
  bytesRead(): number;
  /** SHA-256 of what was read; once, after the last chunk. */
  sha256(): string;
  /** Whether the file changed (size, time of change) since it was opened. */
  hasChanged(): Promise<boolean>;
  close(): Promise<void>;
}

export interface ReadOptions {
  signal?: AbortSignal;
  /** Told about progress in bytes of the file as it lies on disk. */
  onProgress?: (bytesRead: number, totalBytes: number) => void;
}

/** Opens a regular file for one reading. Throws a `UserError` where it is missing, not readable, not a file or empty. */
export async function openArchiveFile(path: string, options: ReadOptions = {}): Promise<ArchiveFile> {
  const handle = await openHandle(path);
  try {
    const before = await handle.stat({ bigint: true });
    if (!before.isFile()) {
      throw new UserError(
        `Unexpected ${before.isDirectory() ? "directory" : "special file"} \`${path}\`, expected a file`,
        "Name one archive file, or the root folder of a mongodump directory.",
      );
    }
    return fileReader(handle, Number(before.size), options, async () => {
      const after = await handle.stat({ bigint: true });
      return after.size !== before.size || after.mtimeNs !== before.mtimeNs;
    });
  } catch (error) {
    await handle.close();
    throw error;
  }
}

function fileReader(
  handle: FileHandle,
  totalBytes: number,
  { signal, onProgress }: ReadOptions,
  hasChanged: () => Promise<boolean>,
): ArchiveFile {
  const hash = createHash("sha256");
  let bytesRead = 0;
  async function* chunks(): AsyncGenerator<Uint8Array, void> {
    for await (const chunk of readChunks(handle, signal)) {
      hash.update(chunk);
      bytesRead += chunk.length;
      onProgress?.(bytesRead, totalBytes);
      yield chunk;
    }
  }
  return {
    totalBytes,
    async head(length) {
      const read = await handle.read(Buffer.alloc(length), 0, length, 0);
      return read.buffer.subarray(0, read.bytesRead);
    },
    chunks,
    reread: () => readChunks(handle, signal),
    bytesRead: () => bytesRead,
    sha256: () => hash.digest("hex"),
    hasChanged,
    close: () => handle.close(),
  };
}

async function* readChunks(handle: FileHandle, signal: AbortSignal | undefined): AsyncGenerator<Uint8Array, void> {
  // Two buffers in turn: reading ahead must not overwrite what the consumer still looks at.
  const buffers = [Buffer.allocUnsafe(CHUNK_BYTES), Buffer.allocUnsafe(CHUNK_BYTES)] as const;
  let position = 0;
  for (let turn = 0; ; turn += 1) {
    signal?.throwIfAborted();
    const buffer = buffers[(turn % 2) as 0 | 1];
    const { bytesRead } = await handle.read(buffer, 0, CHUNK_BYTES, position);
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
    throw new UserError(`Cannot open \`${path}\`: ${messageOf(error)}`, "Check that this user may read the file.", {
      cause: error,
    });
  }
}
