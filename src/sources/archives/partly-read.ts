import { UserError } from "../../core/errors.ts";
import type { ArchiveInspection, CollectionInspection } from "./inspection.ts";
import type { Problem } from "./problem.ts";
import type { Namespace } from "./raw-reader.ts";
import { namespaceKey } from "./tally.ts";

/** Where the disk, the mount or the object store gave an error in place of bytes; `offset` counts bytes of the file. */
export interface Unreadable {
  code: "unreadable";
  message: string;
  offset: number;
}

/** A collection of which `whole` says that every document was read; where it is false, the counts are those so far. */
export interface PartialCollection extends CollectionInspection {
  whole: boolean;
}

/**
 * What was read of an archive before reading failed: sizes are those of the bytes that were read (of a dump: of the files
 * that were read whole), and there is no digest, as one of half a file names nothing. Collections that nothing was read
 * of do not stand here.
 */
export interface PartialInspection
  extends Omit<ArchiveInspection, "sha256" | "rawSha256" | "status" | "problems" | "collections"> {
  status: "unreadable";
  problems: readonly (Problem | Unreadable)[];
  collections: readonly PartialCollection[];
}

/** An archive could not be read to its end; it may well be intact. `partial` holds what was read. */
export class PartlyRead extends UserError {
  readonly partial: PartialInspection;

  constructor(cause: UserError, partial: PartialInspection) {
    const whole = partial.collections.filter((one) => one.whole);
    const documents = whole.reduce((sum, one) => sum + one.documents, 0);
    const before = `${whole.length} collections were read whole, ${documents} documents`;
    super(`${cause.message}; ${before}`, cause.hint, { cause });
    this.name = "PartlyRead";
    this.partial = partial;
  }
}

/** Says of each collection whether it was read whole; those that nothing was read of are left out. */
export function markWhole(
  collections: readonly CollectionInspection[],
  unfinished: readonly Namespace[],
): PartialCollection[] {
  const open = new Set(unfinished.map((one) => namespaceKey(one.database, one.collection)));
  return collections
    .map((one) => ({ ...one, whole: !open.has(namespaceKey(one.database, one.collection)) }))
    .filter((one) => one.whole || one.documents > 0);
}
