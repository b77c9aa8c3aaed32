import { createHash } from "node:crypto";
import { basename } from "node:path";
import { UserError } from "../../core/errors.ts";
import { gunzipChunks } from "./gunzip-chunks.ts";
import type { ArchiveInspection, ArchiveKind } from "./inspection.ts";
import { openArchiveFile, type ReadOptions } from "./open-archive-file.ts";
import { Damage } from "./problem.ts";
import { createProblemLog, type ProblemLog, type RawReader, type RawResult } from "./raw-reader.ts";
import { ARCHIVE_MAGIC, readArchiveStream } from "./read-archive-stream.ts";
import { readBsonStream } from "./read-bson-stream.ts";
import { MAX_DOCUMENT_BYTES } from "./split-documents.ts";
import { type CrcSummer, createCrcSummer } from "./sum-crc64.ts";
import { int32, isElementType } from "./validate-document.ts";

export type { ArchiveInspection };

export interface InspectOptions extends ReadOptions {
  /** Also takes the inventory of every collection's fields. */
  fields?: boolean;
}

/**
 * Reads one archive from start to end in constant memory and says what is in it and whether it is whole. Its form is
 * told by content, never by name. Damage makes the status `damaged` with what was intact before it still counted;
 * throws a `UserError` where there is nothing to read: missing, unreadable, empty, or no archive at all.
 */
export async function inspectArchive(path: string, options: InspectOptions = {}): Promise<ArchiveInspection> {
  const file = await openArchiveFile(path, options);
  try {
    const problems = createProblemLog();
    const compressed = isGzip(await file.head(2));
    const raw = compressed ? gunzipChunks(file) : file.chunks();
    const read = await readRaw(path, raw, problems);
    if (await file.hasChanged()) {
      problems.add(
        "changed-while-read",
        "Unexpected change of the file while it was read, expected it at rest",
        file.bytesRead(),
      );
    }
    return {
      format: 1,
      file: basename(path),
      kind: read.kind,
      compression: compressed ? "gzip" : "none",
      bytes: file.bytesRead(),
      rawBytes: read.rawBytes,
      sha256: file.sha256(),
      rawSha256: read.rawSha256,
      serverVersion: read.serverVersion,
      toolVersion: read.toolVersion,
      status: problems.list().length === 0 ? "intact" : "damaged",
      problems: problems.list(),
      collections: read.collections,
    };
  } finally {
    await file.close();
  }
}

/** RFC 1952, section 2.3.1. */
function isGzip(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

interface RawRead extends RawResult {
  kind: ArchiveKind;
  rawBytes: number;
  rawSha256: string;
}

/** Enough to tell the forms apart. */
const HEAD_BYTES = 5;

async function readRaw(path: string, raw: AsyncIterable<Uint8Array>, problems: ProblemLog): Promise<RawRead> {
  const crc = await createCrcSummer();
  const hash = createHash("sha256");
  let rawBytes = 0;
  let head: Uint8Array = new Uint8Array(0);
  let form: Form | undefined;
  let damaged = false;
  try {
    for await (const chunk of raw) {
      hash.update(chunk);
      rawBytes += chunk.length;
      if (damaged) continue;
      if (form) {
        damaged = !push(form.reader, chunk, problems);
      } else {
        head = Buffer.concat([head, chunk]);
        if (head.length < HEAD_BYTES) continue;
        form = chooseForm(path, head, problems, crc);
        damaged = !push(form.reader, head.subarray(form.skip), problems);
      }
    }
  } catch (error) {
    if (!(error instanceof Damage)) throw error;
    const { code, message, offset } = error.problem;
    problems.add(code, message, offset);
    if (!form) throw new UserError(`Cannot read \`${path}\`: ${message}`, UNREADABLE_HINT, { cause: error });
    damaged = true;
  }
  if (!form)
    throw head.length === 0
      ? new UserError(`Unexpected empty file \`${path}\`, expected an archive`, UNREADABLE_HINT)
      : noArchive(path);
  return { kind: form.kind, rawBytes, rawSha256: hash.digest("hex"), ...form.reader.end(!damaged) };
}

/** Hands bytes to the reader; false when it found that reading on is pointless. */
function push(reader: RawReader, bytes: Uint8Array, problems: ProblemLog): boolean {
  try {
    reader.push(bytes);
    return true;
  } catch (error) {
    if (!(error instanceof Damage)) throw error;
    const { code, message, offset } = error.problem;
    problems.add(code, message, offset);
    return false;
  }
}

interface Form {
  kind: ArchiveKind;
  reader: RawReader;
  /** Bytes of the head that only say which form it is. */
  skip: number;
}

function chooseForm(path: string, head: Uint8Array, problems: ProblemLog, crc: CrcSummer): Form {
  if (ARCHIVE_MAGIC.every((byte, index) => head[index] === byte)) {
    return { kind: "mongodump-archive", reader: readArchiveStream(problems, crc), skip: ARCHIVE_MAGIC.length };
  }
  const length = int32(head, 0);
  const type = head[4] as number;
  const plausible = length === 5 ? type === 0 : length > 5 && length <= MAX_DOCUMENT_BYTES && isElementType(type);
  if (!plausible) throw noArchive(path);
  return { kind: "bson", reader: readBsonStream("", collectionOf(path), problems), skip: 0 };
}

/** A lone collection file names its collection only by its own name. */
function collectionOf(path: string): string {
  return basename(path)
    .replace(/\.gz$/, "")
    .replace(/\.bson$/, "");
}

const UNREADABLE_HINT = "Restore the file from another copy.";

function noArchive(path: string): UserError {
  return new UserError(
    `Unexpected content of \`${path}\`, expected a mongodump archive or BSON documents, plain or gzip`,
    "Name a file that mongodump wrote.",
  );
}
