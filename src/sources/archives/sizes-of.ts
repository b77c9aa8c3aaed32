import type { BucketAccess } from "./bucket/bucket-access.ts";
import { readDirectoryLayout } from "./directory-layout.ts";
import { below, lookAtPlace } from "./place.ts";

/** Bytes of archives of a folder, those of a directory dump added up; for progress, so what cannot be looked at counts 0. */
export async function sizesOf(
  folder: string,
  files: readonly string[],
  access?: BucketAccess,
): Promise<Map<string, number>> {
  const sizes = new Map<string, number>();
  for (const file of files) sizes.set(file, await sizeOf(below(folder, file), access).catch(() => 0));
  return sizes;
}

async function sizeOf(path: string, access: BucketAccess | undefined): Promise<number> {
  const found = await lookAtPlace(path, access);
  if (!found?.folder) return found?.bytes ?? 0;
  const layout = await readDirectoryLayout(path, access);
  const parts = [layout?.prelude, ...(layout?.collections ?? []).flatMap(({ data, metadata }) => [data, metadata])];
  let sum = 0;
  for (const part of parts) if (part !== undefined) sum += (await lookAtPlace(below(path, part), access))?.bytes ?? 0;
  return sum;
}
