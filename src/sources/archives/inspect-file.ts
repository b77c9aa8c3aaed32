import { basename } from "node:path";
import { newInventoryBudget } from "./field-inventory.ts";
import type { ArchiveInspection, InspectOptions } from "./inspection.ts";
import { markWhole, PartlyRead } from "./partly-read.ts";
import { createProblemLog } from "./raw-reader.ts";
import { readAnyForm } from "./read-any-form.ts";
import { streamFile } from "./stream-file.ts";
import { createCrcSummer } from "./sum-crc64.ts";

/**
 * Inspects an archive that is one file. Throws a `UserError` where it is missing, unreadable, empty, or no archive, and
 * `PartlyRead` where reading fails behind its first bytes.
 */
export async function inspectFile(path: string, options: InspectOptions): Promise<ArchiveInspection> {
  const problems = createProblemLog();
  const extras = options.fields ? { fields: newInventoryBudget() } : {};
  const reader = readAnyForm(path, problems, await createCrcSummer(), extras);
  const { complete, failure, sha256, rawSha256, ...sizes } = await streamFile(path, reader.push, problems, {
    ...options,
    inside: reader.inside,
  });
  const unfinished = reader.unfinished();
  if (failure && !unfinished) throw failure;
  const { kind, serverVersion, toolVersion, collections } = reader.end(complete);
  const found = problems.list();
  const head = { format: 1 as const, file: basename(path), kind, ...sizes };
  const versions = { serverVersion, toolVersion };
  if (failure && unfinished) {
    throw new PartlyRead(failure, {
      ...head,
      ...versions,
      status: "unreadable",
      problems: [...found, { code: "unreadable", message: failure.message, offset: sizes.bytes }],
      collections: markWhole(collections, unfinished),
    });
  }
  const status = found.length === 0 ? "intact" : "damaged";
  return { ...head, sha256, rawSha256, ...versions, status, problems: found, collections };
}
