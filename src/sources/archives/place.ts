import { type FileHandle, open, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { UserError } from "../../core/errors.ts";
import type { BucketAccess } from "./bucket/bucket-access.ts";
import { isBucketAddress } from "./bucket/bucket-address.ts";

/** A path as people name it: an address of a bucket as it stands, anything else from `base` on. */
export function placeOf(base: string, path: string): string {
  return isBucketAddress(path) ? path : resolve(base, path);
}

/** A name below a folder or a bucket's prefix. */
export function below(folder: string, name: string): string {
  return isBucketAddress(folder) ? `${folder.replace(/\/$/, "")}/${name}` : join(folder, name);
}

/**
 * What stands at a path: a file (or something like it) with its size, or a folder; undefined where nothing does. Throws a
 * `UserError` where that cannot be told.
 */
export async function lookAtPlace(
  path: string,
  access: BucketAccess = {},
): Promise<{ folder: boolean; bytes: number } | undefined> {
  if (!isBucketAddress(path)) {
    const found = path.includes("\0") ? undefined : await stat(path).catch(orAbsent(path));
    return found && { folder: found.isDirectory(), bytes: found.size };
  }
  const { lookAtObject } = await import("./bucket/look-at-object.ts");
  const found = await lookAtObject(path, access);
  if (found) return { folder: false, bytes: found.bytes };
  const { listBucket } = await import("./bucket/list-bucket.ts");
  const inside = await listBucket(path, access);
  return inside.size > 0
    ? { folder: true, bytes: [...inside.values()].reduce((sum, size) => sum + size, 0) }
    : undefined;
}

/** Manifests are held in memory; one of ten thousand archives is far smaller. */
const MAX_TEXT_BYTES = 256 * 1024 * 1024;

/** The text at a path; undefined where there is none. Throws a `UserError` where it cannot be read, or is too large. */
export async function readTextAt(path: string, access: BucketAccess = {}): Promise<string | undefined> {
  if (!isBucketAddress(path)) {
    const handle = await open(path, "r").catch(orAbsent(path));
    return handle && readAll(handle, path).finally(() => handle.close());
  }
  const { lookAtObject } = await import("./bucket/look-at-object.ts");
  const { readObject } = await import("./bucket/read-object.ts");
  const state = await lookAtObject(path, access);
  if (!state) return undefined;
  assertSize(state.bytes, path);
  const parts: Uint8Array[] = [];
  for await (const chunk of readObject(path, state, access)) parts.push(chunk);
  return Buffer.concat(parts).toString("utf8");
}

/** Writes a text whole or not at all. Throws a `UserError` where that cannot be done. */
export async function writeTextAt(path: string, text: string, access: BucketAccess = {}): Promise<void> {
  if (!isBucketAddress(path)) {
    return writeFileAtomic(path, text).catch((cause: NodeJS.ErrnoException) => {
      const hint = "Check that this user may write there, and that the disk has room.";
      throw new UserError(`Cannot write \`${path}\`: ${cause.code ?? cause.message}`, hint, { cause });
    });
  }
  const { writeObject } = await import("./bucket/write-object.ts");
  await writeObject(path, text, access);
}

async function readAll(handle: FileHandle, path: string): Promise<string> {
  const cannot = (error: NodeJS.ErrnoException): never => {
    throw cannotRead(path, error);
  };
  assertSize((await handle.stat()).size, path);
  return handle.readFile("utf8").catch(cannot);
}

function assertSize(bytes: number, path: string): void {
  if (bytes <= MAX_TEXT_BYTES) return;
  throw new UserError(
    `Unexpected size of \`${path}\`, ${bytes} bytes, expected at most ${MAX_TEXT_BYTES}`,
    "Put back what Plumbline wrote there.",
  );
}

const ABSENT = ["ENOENT", "ENOTDIR", "ENAMETOOLONG"];

/** For `catch`: undefined where nothing stands at the path; anything else is a `UserError`. */
function orAbsent(path: string): (error: NodeJS.ErrnoException) => undefined {
  return (error) => {
    if (ABSENT.includes(error.code ?? "")) return undefined;
    throw cannotRead(path, error);
  };
}

/** The error of a system call on a path as a `UserError`; `where` says how far reading came. */
export function cannotRead(path: string, cause: NodeJS.ErrnoException, where = ""): UserError {
  const hint = "Check that this user may read it, and the disk or mount that it lies on.";
  return new UserError(`Cannot read \`${path}\`${where}: ${cause.code ?? cause.message}`, hint, { cause });
}
