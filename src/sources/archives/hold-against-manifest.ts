import type { Json } from "../../core/canonical-json.ts";
import { messageOf, UserError } from "../../core/errors.ts";
import type { BucketAccess } from "./bucket/bucket-access.ts";
import type { Inspected } from "./inspected.ts";
import { type Manifest, parseManifest } from "./manifest.ts";
import { below, readTextAt } from "./place.ts";
import { compareInspections } from "./verification.ts";
import { MANIFEST_FILES } from "./write-manifest.ts";

/** What the manifest beside an archive says of it. */
export interface Held {
  in_manifest: boolean;
  /** When it was last found to be, to the byte, what the manifest says; null where it is not, or nothing says so. */
  verified_at: string | null;
  verify_problems: readonly Json[];
}

/** A folder of archives held against its manifest. */
export interface HeldFolder {
  /** The manifest itself, with the archives that it names and nobody could read; undefined where there is none. */
  folder: { file: string; archives: number; problems: readonly Json[] } | undefined;
  of(file: string): Held;
}

/** The manifest of a folder: undefined where there is none; why it cannot be believed where that is so. */
export async function loadManifestBeside(
  folder: string,
  access?: BucketAccess,
): Promise<Manifest | { problem: string } | undefined> {
  const text = await readTextAt(below(folder, MANIFEST_FILES.json), access);
  if (text === undefined) return undefined;
  try {
    return parseManifest(text, MANIFEST_FILES.json);
  } catch (error) {
    if (!(error instanceof UserError || error instanceof SyntaxError)) throw error;
    return { problem: messageOf(error) };
  }
}

/** Holds what was read of a folder's archives against its manifest; `now` is when they were read. */
export function holdAgainstManifest(
  manifest: Awaited<ReturnType<typeof loadManifestBeside>>,
  inspected: readonly Inspected[],
  now: Date,
): HeldFolder {
  const entries = manifest && "archives" in manifest ? manifest.archives : [];
  const expected = new Map(entries.map((one) => [one.file, one]));
  const actual = new Map(inspected.map((one) => [one.file, one]));
  const at = now.toISOString().replace(/\.\d+Z$/, "Z");
  const broken =
    manifest && "problem" in manifest
      ? [{ code: "manifest", file: MANIFEST_FILES.json, message: manifest.problem }]
      : [];
  const gone = entries.flatMap(({ file }) => {
    const one = actual.get(file);
    if (one && "inspection" in one) return [];
    return [
      one ? { code: "unreadable", file, message: one.reason } : { code: "missing", file, message: "it is not there" },
    ];
  });
  return {
    folder: manifest && { file: MANIFEST_FILES.json, archives: entries.length, problems: [...broken, ...gone] },
    of: (file) => {
      const [entry, one] = [expected.get(file), actual.get(file)];
      if (!entry || !one || !("inspection" in one))
        return { in_manifest: false, verified_at: null, verify_problems: [] };
      const problems = compareInspections(entry, one.inspection);
      return {
        in_manifest: true,
        verified_at: problems.length === 0 ? at : null,
        verify_problems: problems.map(({ code, message, offset }): Json => ({ code, message, offset })),
      };
    },
  };
}
