import { createHash } from "node:crypto";
import { UserError } from "../../../core/errors.ts";
import type { ArchiveFile, ReadOptions } from "../archive-file.ts";
import { Damage } from "../problem.ts";
import { lookAtObject } from "./look-at-object.ts";
import { readObject } from "./read-object.ts";

/** Opens an object of a bucket for one reading, as a file is opened. Throws a `UserError` where it cannot be read. */
export async function openObject(
  address: string,
  { access = {}, signal, onProgress }: ReadOptions,
): Promise<ArchiveFile> {
  const state = await lookAtObject(address, access);
  if (!state) throw new UserError(`Unexpected missing object \`${address}\``, "Check bucket and key.");
  const hash = createHash("sha256");
  let bytesRead = 0;
  let saidChanged = false;
  async function* chunks(): AsyncGenerator<Uint8Array, void> {
    try {
      for await (const chunk of readObject(address, state ?? { bytes: 0, etag: undefined }, access, { signal })) {
        hash.update(chunk);
        bytesRead += chunk.length;
        onProgress?.(bytesRead, state?.bytes ?? 0);
        yield chunk;
      }
    } catch (error) {
      saidChanged = error instanceof Damage;
      throw error;
    }
  }
  return {
    totalBytes: state.bytes,
    async head(length) {
      const parts: Uint8Array[] = [];
      const to = Math.min(length, state.bytes);
      for await (const chunk of readObject(address, state, access, { to, signal })) parts.push(chunk);
      return Buffer.concat(parts);
    },
    chunks,
    reread: () => readObject(address, state, access, { signal }),
    bytesRead: () => bytesRead,
    sha256: () => hash.digest("hex"),
    async hasChanged() {
      if (saidChanged) return false;
      const now = await lookAtObject(address, access);
      return now?.etag !== state.etag || now?.bytes !== state.bytes;
    },
    close: async () => undefined,
  };
}
