import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ArchiveInspection, inspectArchive } from "../../../src/sources/archives/inspect.ts";

/** Writes bytes to a fresh file, inspects it, and leaves nothing behind. */
export async function inspectBytes(bytes: Uint8Array, name = "sample.archive"): Promise<ArchiveInspection> {
  const folder = await mkdtemp(join(tmpdir(), "plumbline-archives-"));
  try {
    const path = join(folder, name);
    await writeFile(path, bytes);
    return await inspectArchive(path);
  } finally {
    await rm(folder, { recursive: true });
  }
}
