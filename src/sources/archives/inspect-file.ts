import { basename } from "node:path";
import { UserError } from "../../core/errors.ts";
import { type InventoryBudget, newInventoryBudget } from "./field-inventory.ts";
import type { ArchiveInspection, ArchiveKind, InspectOptions } from "./inspection.ts";
import { createProblemLog, type ProblemLog, type RawReader } from "./raw-reader.ts";
import { ARCHIVE_MAGIC, readArchiveStream } from "./read-archive-stream.ts";
import { readBsonStream } from "./read-bson-stream.ts";
import { MAX_DOCUMENT_BYTES } from "./split-documents.ts";
import { streamFile } from "./stream-file.ts";
import { type CrcSummer, createCrcSummer } from "./sum-crc64.ts";
import { int32, isElementType } from "./validate-document.ts";

/** Enough to tell the forms apart. */
const HEAD_BYTES = 5;

/**
 * Inspects an archive that is one file. Throws a `UserError` where it is missing, unreadable, empty, or no archive.
 */
export async function inspectFile(path: string, options: InspectOptions): Promise<ArchiveInspection> {
  const problems = createProblemLog();
  const crc = await createCrcSummer();
  let head: Uint8Array = new Uint8Array(0);
  let form: Form | undefined;
  const consume = (chunk: Uint8Array): void => {
    if (form) {
      form.reader.push(chunk);
      return;
    }
    head = Buffer.concat([head, chunk]);
    if (head.length < HEAD_BYTES) return;
    form = chooseForm(path, head, { problems, crc, fields: options.fields ? newInventoryBudget() : undefined });
    form.reader.push(head.subarray(form.skip));
  };
  const streamed = await streamFile(path, consume, problems, options);
  if (!form) throw noForm(path, head.length, problems);
  const { complete, ...file } = streamed;
  const result = form.reader.end(complete);
  return {
    format: 1,
    file: basename(path),
    kind: form.kind,
    ...file,
    serverVersion: result.serverVersion,
    toolVersion: result.toolVersion,
    status: problems.list().length === 0 ? "intact" : "damaged",
    problems: problems.list(),
    collections: result.collections,
  };
}

interface Form {
  kind: ArchiveKind;
  reader: RawReader;
  /** Bytes of the head that only say which form it is. */
  skip: number;
}

function chooseForm(
  path: string,
  head: Uint8Array,
  { problems, crc, fields }: { problems: ProblemLog; crc: CrcSummer; fields: InventoryBudget | undefined },
): Form {
  if (ARCHIVE_MAGIC.every((byte, index) => head[index] === byte)) {
    const reader = readArchiveStream(problems, crc, fields);
    return { kind: "mongodump-archive", reader, skip: ARCHIVE_MAGIC.length };
  }
  const length = int32(head, 0);
  const type = head[4] as number;
  const plausible = length === 5 ? type === 0 : length > 5 && length <= MAX_DOCUMENT_BYTES && isElementType(type);
  if (!plausible) throw noArchive(path);
  return { kind: "bson", reader: readBsonStream("", collectionOf(path), problems, fields), skip: 0 };
}

/** A lone collection file names its collection only by its own name. */
function collectionOf(path: string): string {
  return basename(path)
    .replace(/\.gz$/, "")
    .replace(/\.bson$/, "");
}

const RESTORE_HINT = "Restore the file from another copy.";

function noForm(path: string, headBytes: number, problems: ProblemLog): UserError {
  const problem = problems.list()[0];
  if (problem) return new UserError(`Cannot read \`${path}\`: ${problem.message}`, RESTORE_HINT);
  if (headBytes > 0) return noArchive(path);
  return new UserError(`Unexpected empty file \`${path}\`, expected an archive`, RESTORE_HINT);
}

function noArchive(path: string): UserError {
  return new UserError(
    `Unexpected content of \`${path}\`, expected a mongodump archive or BSON documents, plain or gzip`,
    "Name a file that mongodump wrote.",
  );
}
