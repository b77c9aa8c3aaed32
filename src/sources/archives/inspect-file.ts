import { basename } from "node:path";
import { newInventoryBudget } from "./field-inventory.ts";
import type { ArchiveInspection, InspectOptions } from "./inspection.ts";
import { createProblemLog } from "./raw-reader.ts";
import { readAnyForm } from "./read-any-form.ts";
import { streamFile } from "./stream-file.ts";
import { createCrcSummer } from "./sum-crc64.ts";

/**
 * Inspects an archive that is one file. Throws a `UserError` where it is missing, unreadable, empty, or no archive.
 */
export async function inspectFile(path: string, options: InspectOptions): Promise<ArchiveInspection> {
  const problems = createProblemLog();
  const extras = options.fields ? { fields: newInventoryBudget() } : {};
  const reader = readAnyForm(path, problems, await createCrcSummer(), extras);
  const { complete, ...file } = await streamFile(path, reader.push, problems, {
    ...options,
    inside: reader.inside,
  });
  const { kind, serverVersion, toolVersion, collections } = reader.end(complete);
  return {
    format: 1,
    file: basename(path),
    kind,
    ...file,
    serverVersion,
    toolVersion,
    status: problems.list().length === 0 ? "intact" : "damaged",
    problems: problems.list(),
    collections,
  };
}
