import { basename } from "node:path";
import { UserError } from "../../core/errors.ts";
import type { ArchiveKind } from "./inspection.ts";
import { NoArchive } from "./no-archive.ts";
import type { Namespace, ProblemLog, RawReader, RawResult, ReaderExtras } from "./raw-reader.ts";
import { ARCHIVE_MAGIC, readArchiveStream } from "./read-archive-stream.ts";
import { readBsonStream } from "./read-bson-stream.ts";
import { MAX_DOCUMENT_BYTES } from "./split-documents.ts";
import type { CrcSummer } from "./sum-crc64.ts";
import { int32, isElementType } from "./validate-document.ts";

/** Enough to tell the forms apart. */
const HEAD_BYTES = 5;

/** A reader that finds out by itself what it reads. */
export interface AnyFormReader {
  /** Throws a `UserError` where the first bytes are no archive's, and `Damage` as the form's reader does. */
  push(bytes: Uint8Array): void;
  /** The collection that is being read, for messages; undefined between collections. */
  inside(): string | undefined;
  /** Collections that are known of and not known to have ended; undefined where the form is not known either. */
  unfinished(): readonly Namespace[] | undefined;
  /** Throws a `UserError` where there was too little to tell. */
  end(complete: boolean): RawResult & { kind: ArchiveKind };
}

/** Tells the form by the first bytes and reads on accordingly; `path` is for messages, and names a lone collection. */
export function readAnyForm(path: string, problems: ProblemLog, crc: CrcSummer, extras: ReaderExtras): AnyFormReader {
  let head: Uint8Array = new Uint8Array(0);
  let form: { kind: ArchiveKind; reader: RawReader } | undefined;
  return {
    push(bytes) {
      if (form) {
        form.reader.push(bytes);
        return;
      }
      head = Buffer.concat([head, bytes]);
      if (head.length < HEAD_BYTES) return;
      if (isArchive(head)) {
        form = { kind: "mongodump-archive", reader: readArchiveStream(problems, crc, extras) };
        form.reader.push(head.subarray(ARCHIVE_MAGIC.length));
      } else if (isBson(head)) {
        form = { kind: "bson", reader: readBsonStream("", collectionOf(path), problems, extras) };
        form.reader.push(head);
      } else {
        throw noArchive(path);
      }
    },
    inside: () => form?.reader.inside(),
    unfinished: () => form?.reader.unfinished(),
    end(complete) {
      if (!form) throw noForm(path, head.length, problems);
      return { kind: form.kind, ...form.reader.end(complete) };
    },
  };
}

function isArchive(head: Uint8Array): boolean {
  return ARCHIVE_MAGIC.every((byte, index) => head[index] === byte);
}

/** Whether the first document has a possible length and, unless it is empty, a possible first element. */
function isBson(head: Uint8Array): boolean {
  const length = int32(head, 0);
  const type = head[4] as number;
  return length === 5 ? type === 0 : length > 5 && length <= MAX_DOCUMENT_BYTES && isElementType(type);
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
  return new NoArchive(
    `Unexpected content of \`${path}\`, expected a mongodump archive or BSON documents, plain or gzip`,
    "Name a file that mongodump wrote.",
  );
}
