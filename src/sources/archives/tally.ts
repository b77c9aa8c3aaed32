import type { CollectionMetadata } from "./collection-metadata.ts";
import { type BoundsState, boundsOf, newBounds, widenBounds } from "./document-bounds.ts";
import { createFieldInventory, type FieldInventory } from "./field-inventory.ts";
import type { CollectionInspection } from "./inspection.ts";
import { quoteName } from "./problem.ts";
import type { OnDocument, ProblemLog, ReaderExtras } from "./raw-reader.ts";
import type { CrcState } from "./sum-crc64.ts";
import { validateDocument } from "./validate-document.ts";

/** What is known so far of one collection while its bytes go by. */
export interface Tally {
  database: string;
  collection: string;
  documents: number;
  bytes: number;
  crc: CrcState | undefined;
  /** The checksum that the archive states at the collection's end. */
  statedCrc: string | undefined;
  metadata: CollectionMetadata | undefined;
  inventory: FieldInventory | undefined;
  bounds: BoundsState;
  onDocument: OnDocument | undefined;
  ended: boolean;
}

export function newTally(
  database: string,
  collection: string,
  { metadata, extras }: { metadata?: CollectionMetadata | undefined; extras?: ReaderExtras } = {},
): Tally {
  return {
    database,
    collection,
    documents: 0,
    bytes: 0,
    crc: undefined,
    statedCrc: undefined,
    metadata,
    inventory: extras?.fields && createFieldInventory(extras.fields),
    bounds: newBounds(),
    onDocument: extras?.onDocument,
    ended: false,
  };
}

/** Counts one document and reports where it is not valid; it counts all the same, for it was there. */
export function countDocument(
  tally: Tally,
  bytes: Uint8Array,
  start: number,
  end: number,
  offset: number,
  problems: ProblemLog,
): void {
  tally.documents += 1;
  tally.bytes += end - start;
  const flaw = validateDocument(bytes, start, end);
  if (!flaw) {
    widenBounds(tally.bounds, bytes, start, end);
    tally.inventory?.add(bytes, start, end);
    tally.onDocument?.(tally, bytes, start, end, offset);
    return;
  }
  const place = `document ${tally.documents} of ${shownNamespace(tally.database, tally.collection)}`;
  problems.add("bson-invalid", `Unexpected ${flaw.message} in ${place}`, offset + flaw.at - start);
}

/** Tells collections apart whatever their names hold. */
export function namespaceKey(database: string, collection: string): string {
  return JSON.stringify([database, collection]);
}

/** A collection's full name inside a message. */
export function shownNamespace(database: string, collection: string): string {
  return quoteName(database === "" ? collection : `${database}.${collection}`);
}

/** Finishes a tally; `crc64` is null for forms without a checksum. */
export function finishTally(tally: Tally, crc64: string | null): CollectionInspection {
  return {
    database: tally.database,
    collection: tally.collection,
    documents: tally.documents,
    bytes: tally.bytes,
    crc64,
    crcMatches: crc64 === null || tally.statedCrc === undefined ? null : crc64 === tally.statedCrc,
    ...boundsOf(tally.bounds),
    indexes: tally.metadata?.indexes ?? [],
    fields: tally.inventory?.summary() ?? [],
  };
}
