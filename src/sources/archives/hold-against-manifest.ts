import picomatch from "picomatch";
import type { Json } from "../../core/canonical-json.ts";
import type { Inspected } from "./inspected.ts";
import type { ArchiveInspection } from "./inspection.ts";
import type { ManifestBeside } from "./load-manifest-beside.ts";
import { MANIFEST_FILES } from "./manifest-files.ts";
import { compareInspections } from "./verification.ts";

/** What the manifest beside an archive says of it. */
export interface Held {
  in_manifest: boolean;
  /** When it was last found to be, to the byte, what the manifest says; null where it is not, or nothing says so. */
  verified_at: string | null;
  verify_problems: readonly Json[];
}

/** A folder of archives held against its manifest. */
export interface HeldFolder {
  /** The manifest itself, with the chosen archives that it names and nobody could read; undefined where there is none. */
  folder: { file: string; archives: number; problems: readonly Json[] } | undefined;
  of(file: string): Held;
}

/**
 * Holds what was read of a folder's archives against its manifest; `pattern` chose which ones, and `now` is when they were
 * read. Archives that the pattern leaves to another target are not missing here.
 */
export function holdAgainstManifest(
  manifest: ManifestBeside,
  inspected: readonly Inspected[],
  { pattern = "**/*", now }: { pattern?: string; now: Date },
): HeldFolder {
  const matches = picomatch(pattern, { dot: false });
  const entries = (manifest && "archives" in manifest ? manifest.archives : []).filter((one) =>
    filesOf(one).every((file) => matches(file)),
  );
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

/** The files of an archive below the folder, as a pattern sees them. */
function filesOf({ file, files }: ArchiveInspection): string[] {
  return files ? files.map((part) => `${file}/${part.path}`) : [file];
}
