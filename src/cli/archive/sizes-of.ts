import { listArchives } from "../../sources/archives/list-archives.ts";
import { below, lookAtPlace } from "../../sources/archives/place.ts";

/** Bytes of every archive of a folder, or of the one that is asked for; for progress. */
export async function sizesOf(folder: string, only?: string): Promise<Map<string, number>> {
  const sizes = new Map<string, number>();
  for (const file of only === undefined ? await listArchives(folder) : [only]) {
    const found = await lookAtPlace(below(folder, file)).catch(() => undefined);
    sizes.set(file, found?.bytes ?? 0);
  }
  return sizes;
}
