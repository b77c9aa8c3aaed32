import type { ArchiveInspection } from "./inspection.ts";
import { PROBLEMS } from "./problem.ts";

/** What verification finds beside the damage that a reading of the archive itself shows. */
export const VERIFY_PROBLEMS = {
  ...PROBLEMS,
  missing: "the manifest names an archive that is not there",
  unexpected: "a file is there that the manifest does not name",
  changed: "the bytes are not the ones that the manifest describes",
  "count-mismatch": "a collection does not hold as many documents as the manifest, or mongodump's log, says",
  unreadable: "the file is there but cannot be read as an archive",
} as const satisfies Record<string, string>;

/** One thing that is not as the manifest says; `offset` as in an inspection, 0 where the whole file is meant. */
export interface VerifyProblem {
  code: keyof typeof VERIFY_PROBLEMS;
  /** The archive's path below the folder. */
  file: string;
  message: string;
  offset: number;
}

export interface Verification {
  format: 1;
  /** `fast` looks at the set of files and their sizes; `full` reads everything. */
  mode: "fast" | "full";
  status: "verified" | "failed";
  /** How many archives the manifest names. */
  archives: number;
  problems: readonly VerifyProblem[];
}

/** Compares an archive as it is now with its entry in the manifest. */
export function compareInspections(expected: ArchiveInspection, actual: ArchiveInspection): VerifyProblem[] {
  const { file } = expected;
  const found: VerifyProblem[] = actual.problems.map((problem) => ({ ...problem, file }));
  if (actual.sha256 !== expected.sha256) {
    const message = `Unexpected SHA-256 ${actual.sha256}, expected ${expected.sha256}`;
    found.push({ code: "changed", file, message, offset: 0 });
  }
  const counted = new Map(actual.collections.map((one) => [nameOf(one), one.documents]));
  for (const one of expected.collections) {
    const documents = counted.get(nameOf(one)) ?? 0;
    if (documents !== one.documents) found.push(countMismatch(file, nameOf(one), documents, one.documents));
    if (one.claimedDocuments !== undefined) {
      found.push(...compareWithLog(actual, new Map([[nameOf(one), one.claimedDocuments]])));
    }
  }
  return found;
}

/** Compares what was counted with what mongodump's log claims ({@link parseMongodumpLog}). */
export function compareWithLog(actual: ArchiveInspection, claimed: ReadonlyMap<string, number>): VerifyProblem[] {
  return actual.collections.flatMap((one) => {
    const documents = claimed.get(nameOf(one));
    if (documents === undefined || documents === one.documents) return [];
    return [countMismatch(actual.file, nameOf(one), one.documents, documents, " as mongodump's log claims")];
  });
}

function countMismatch(file: string, name: string, documents: number, expected: number, why = ""): VerifyProblem {
  const message = `Unexpected ${documents} documents of \`${name}\`, expected ${expected}${why}`;
  return { code: "count-mismatch", file, message, offset: 0 };
}

function nameOf({ database, collection }: { database: string; collection: string }): string {
  return `${database}.${collection}`;
}
