import { readFile, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import writeFileAtomic from "write-file-atomic";
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

/** What stands at a path: a file (or something like it) with its size, or a folder; undefined where nothing does. */
export async function lookAtPlace(
  path: string,
  access: BucketAccess = {},
): Promise<{ folder: boolean; bytes: number } | undefined> {
  if (!isBucketAddress(path)) {
    const found = path.includes("\0") ? undefined : await stat(path).catch(() => undefined);
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

/** The text at a path; undefined where there is none. */
export async function readTextAt(path: string, access: BucketAccess = {}): Promise<string | undefined> {
  if (!isBucketAddress(path)) return readFile(path, "utf8").catch(() => undefined);
  const { lookAtObject } = await import("./bucket/look-at-object.ts");
  const { readObject } = await import("./bucket/read-object.ts");
  const state = await lookAtObject(path, access);
  if (!state) return undefined;
  const parts: Uint8Array[] = [];
  for await (const chunk of readObject(path, state, access)) parts.push(chunk);
  return Buffer.concat(parts).toString("utf8");
}

/** Writes a text whole or not at all. */
export async function writeTextAt(path: string, text: string, access: BucketAccess = {}): Promise<void> {
  if (!isBucketAddress(path)) return writeFileAtomic(path, text);
  const { writeObject } = await import("./bucket/write-object.ts");
  await writeObject(path, text, access);
}
