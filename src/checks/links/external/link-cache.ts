import { existsSync, readFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import * as z from "zod";
import { canonicalJson } from "../../../core/canonical-json.ts";
import type { Answer } from "./request-links.ts";

const cacheSchema = z.strictObject({ format: z.literal(1), fine: z.record(z.string(), z.iso.datetime()) });

/** Addresses that answered well not longer ago than `forMs`, and when. A damaged file counts as none. */
export function readLinkCache(root: string, file: string, forMs: number, now: Date): Map<string, string> {
  const path = join(root, file);
  if (!existsSync(path)) return new Map();
  const { data } = cacheSchema.safeParse(parsed(readFileSync(path, "utf8")));
  const isYoung = ([, at]: [string, string]) => {
    const ageMs = now.getTime() - Date.parse(at);
    return ageMs >= 0 && ageMs <= forMs;
  };
  return new Map(Object.entries(data?.fine ?? {}).filter(isYoung));
}

/** Remembers the good answers; what failed is asked again the next time. */
export async function writeLinkCache(
  root: string,
  file: string,
  cached: ReadonlyMap<string, string>,
  answers: readonly Answer[],
  now: Date,
): Promise<void> {
  const fine = answers.filter(({ isFine }) => isFine).map(({ address }) => [address, now.toISOString()] as const);
  if (fine.length === 0) return;
  const path = join(root, file);
  await mkdir(dirname(path), { recursive: true });
  await writeFileAtomic(path, canonicalJson({ format: 1, fine: Object.fromEntries([...cached, ...fine]) }));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
