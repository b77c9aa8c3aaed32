import type { BucketAccess } from "./bucket/bucket-access.ts";

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
  /** How to reach a bucket, where the path is an address of one. */
  access?: BucketAccess | undefined;
  signal?: AbortSignal;
  /** Told about progress in bytes of the file as it lies on disk. */
  onProgress?: (bytesRead: number, totalBytes: number) => void;
}
