import { compareCodeUnits } from "../../core/canonical-json.ts";
import { UserError } from "../../core/errors.ts";
import type { BucketAccess } from "./bucket/bucket-access.ts";
import { readDirectoryLayout } from "./directory-layout.ts";
import { inspectMany, type ManyOptions } from "./inspect-many.ts";
import type { NotInspected } from "./inspected.ts";
import type { ArchiveInspection } from "./inspection.ts";
import { listArchives } from "./list-archives.ts";
import { parseManifest } from "./manifest.ts";
import { isManifestFile, MANIFEST_FILES } from "./manifest-files.ts";
import { below, lookAtPlace, readTextAt } from "./place.ts";
import { quoteName } from "./problem.ts";
import { compareInspections, type Verification, type VerifyProblem } from "./verification.ts";

export interface VerifyOptions extends Omit<ManyOptions, "fields"> {
  mode?: "fast" | "full";
  /** Look at this archive of the manifest only, by its path below the folder. */
  only?: string;
}

/**
 * Holds a folder of archives against its `manifest.json`, and changes nothing. Fast: the set of files and their sizes,
 * and what the manifest itself records as damaged. Full: every byte, checksum and count. Throws a `UserError` where the
 * folder has no readable manifest.
 */
export async function verifyArchives(folder: string, options: VerifyOptions = {}): Promise<Verification> {
  const { mode = "full", only, ...many } = options;
  const { access } = many;
  const path = below(folder, MANIFEST_FILES.json);
  const text = await readTextAt(path, access);
  if (text === undefined) {
    throw new UserError(
      `Unexpected absence of \`${path}\`, expected a manifest`,
      "Write it with `plumbline archive manifest`.",
    );
  }
  const manifest = parseManifest(text, path);
  const archives = manifest.archives.filter(({ file }) => only === undefined || file === only);
  if (only !== undefined && archives.length === 0) {
    const names = manifest.archives.map(({ file }) => quoteName(file));
    throw new UserError(
      `Unexpected archive ${quoteName(only)}, expected one of \`${path}\``,
      `It names ${names.slice(0, 10).join(", ")}.`,
    );
  }
  const known = new Set(archives.map((one) => one.file));
  const problems: VerifyProblem[] = [];
  const present: ArchiveInspection[] = [];
  for (const archive of archives) {
    const size = await sizeOf(folder, archive, access).catch((error: unknown) => unreadable(archive.file, error));
    if (typeof size === "object") {
      problems.push(size);
      continue;
    }
    problems.push(...sizeProblems(archive, size));
    if (size !== undefined) present.push(archive);
    if (mode === "fast") problems.push(...archive.problems.map((problem) => ({ ...problem, file: archive.file })));
  }
  for (const file of only === undefined ? await listArchives(folder, undefined, access) : []) {
    if (known.has(file) || isManifestFile(file)) continue;
    problems.push({
      code: "unexpected",
      file,
      message: "Unexpected file, expected only what the manifest names",
      offset: 0,
    });
  }
  if (mode === "full") problems.push(...(await readProblems(folder, present, many)));
  problems.sort((a, b) => compareCodeUnits(a.file, b.file) || compareCodeUnits(a.code, b.code) || a.offset - b.offset);
  return {
    format: 1,
    mode,
    status: problems.length === 0 ? "verified" : "failed",
    archives: archives.length,
    problems,
  };
}

function unreadable(file: string, error: unknown): VerifyProblem {
  if (!(error instanceof UserError)) throw error;
  return { code: "unreadable", file, message: error.message, offset: 0 };
}

/** Bytes of an archive; of a directory dump, the sum over the files that the manifest names. Undefined where it is gone. */
async function sizeOf(
  folder: string,
  archive: ArchiveInspection,
  access: BucketAccess | undefined,
): Promise<number | undefined> {
  const path = below(folder, archive.file);
  const found = await lookAtPlace(path, access);
  if (found && found.folder !== (archive.files !== undefined)) {
    const [is, expected] = found.folder ? ["directory", "a file"] : ["file", "the folder of a dump"];
    throw new UserError(`Unexpected ${is} in place of the archive, expected ${expected}`);
  }
  if (!found || !archive.files) return found?.bytes;
  let sum = 0;
  for (const file of archive.files) sum += (await lookAtPlace(below(path, file.path), access))?.bytes ?? 0;
  const layout = await readDirectoryLayout(path, access);
  const named = new Set(archive.files.map((file) => file.path));
  const more = layout?.collections.flatMap(({ data, metadata }) => [data, metadata]) ?? [];
  return more.some((file) => file !== undefined && !named.has(file)) ? Number.POSITIVE_INFINITY : sum;
}

function sizeProblems({ file, bytes }: ArchiveInspection, size: number | undefined): VerifyProblem[] {
  if (size === undefined)
    return [{ code: "missing", file, message: "Unexpected absence, expected the archive", offset: 0 }];
  if (size === bytes) return [];
  const code = size < bytes ? "truncated" : "changed";
  const shown = Number.isFinite(size) ? `size of ${size} bytes` : "further files of the dump";
  return [{ code, file, message: `Unexpected ${shown}, expected ${bytes} bytes`, offset: Math.min(size, bytes) }];
}

/** An archive that was not read to its end: where that was, and the damage that was met before. */
function unreadProblems({ file, reason, partial }: NotInspected): VerifyProblem[] {
  const [at, ...more] = partial?.problems.filter(({ code }) => code === "unreadable") ?? [];
  const damage = partial?.problems.filter(({ code }) => code !== "unreadable") ?? [];
  const first: VerifyProblem = { code: "unreadable", file, message: reason, offset: at?.offset ?? 0 };
  return [first, ...[...more, ...damage].map((one) => ({ ...one, file }))];
}

async function readProblems(
  folder: string,
  archives: readonly ArchiveInspection[],
  many: ManyOptions,
): Promise<VerifyProblem[]> {
  const inspected = await inspectMany(
    folder,
    archives.map((one) => one.file),
    many,
  );
  const byFile = new Map(archives.map((one) => [one.file, one]));
  return inspected.flatMap((one): VerifyProblem[] => {
    const expected = byFile.get(one.file);
    if ("reason" in one) return unreadProblems(one);
    return expected ? compareInspections(expected, one.inspection) : [];
  });
}
