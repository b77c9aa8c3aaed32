import { messageOf, UserError } from "../../core/errors.ts";
import type { BucketAccess } from "./bucket/bucket-access.ts";
import { type Manifest, parseManifest } from "./manifest.ts";
import { MANIFEST_FILES } from "./manifest-files.ts";
import { below, readTextAt } from "./place.ts";

/** The manifest of a folder: undefined where there is none; why it cannot be believed where that is so. */
export type ManifestBeside = Manifest | { problem: string } | undefined;

/** Reads the manifest of a folder. Throws a `UserError` where it is there and cannot be read. */
export async function loadManifestBeside(folder: string, access?: BucketAccess): Promise<ManifestBeside> {
  const text = await readTextAt(below(folder, MANIFEST_FILES.json), access);
  if (text === undefined) return undefined;
  try {
    return parseManifest(text, MANIFEST_FILES.json);
  } catch (error) {
    if (!(error instanceof UserError || error instanceof SyntaxError)) throw error;
    return { problem: messageOf(error) };
  }
}
