import type { ReadOptions } from "./archive-file.ts";
import type { CollectionIndex } from "./collection-metadata.ts";
import type { DocumentBounds } from "./document-bounds.ts";
import type { FieldSummary } from "./field-inventory.ts";
import type { Problem } from "./problem.ts";

export type ArchiveKind = "mongodump-archive" | "bson" | "mongodump-directory";

/** One collection as its bytes in the archive show it. */
export interface CollectionInspection extends DocumentBounds {
  /** Empty for the oplog of an archive stream, and for a lone BSON file, which does not name its database. */
  database: string;
  collection: string;
  documents: number;
  /** What mongodump's log claims; absent where no log was given or it does not speak of the collection. */
  claimedDocuments?: number;
  /** Length of its BSON documents. */
  bytes: number;
  /** CRC-64/ECMA of its documents, 16 lower-case hexadecimal digits; null where the form has no checksum. */
  crc64: string | null;
  /** Whether that is the checksum the archive states; null where it states none. */
  crcMatches: boolean | null;
  indexes: readonly CollectionIndex[];
  /** The field inventory; empty unless asked for. */
  fields: readonly FieldSummary[];
}

/** What `archive inspect --format json` prints (design.md section 4). Sizes are bytes, digests lower-case hexadecimal. */
export interface ArchiveInspection {
  format: 1;
  file: string;
  kind: ArchiveKind;
  compression: "gzip" | "none" | "mixed";
  bytes: number;
  rawBytes: number;
  sha256: string;
  rawSha256: string;
  serverVersion: string | null;
  toolVersion: string | null;
  status: "intact" | "damaged";
  problems: readonly Problem[];
  /** Sorted by database, then collection, in code-unit order. */
  collections: readonly CollectionInspection[];
  /** The files of a directory dump, sorted by path; absent for an archive that is one file. */
  files?: readonly { path: string; bytes: number; sha256: string }[];
}

export interface InspectOptions extends ReadOptions {
  /** Also takes the inventory of every collection's fields. */
  fields?: boolean;
}
