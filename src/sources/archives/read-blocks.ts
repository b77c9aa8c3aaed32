import { blockHeaderSchema, decodeHeader } from "./archive-headers.ts";
import { Damage } from "./problem.ts";
import type { Namespace, ProblemLog, ReaderExtras } from "./raw-reader.ts";
import { type Declaration, MAX_NAMESPACES, type Prelude } from "./read-prelude.ts";
import type { CrcSummer } from "./sum-crc64.ts";
import { countDocument, namespaceKey, newTally, shownNamespace, type Tally } from "./tally.ts";

export interface Blocks {
  /** Opens a block by its namespace header; false where it is none. Throws `Damage` where its collection has ended. */
  open(bytes: Uint8Array, offset: number): boolean;
  /** Takes a document of the open block. */
  document(bytes: Uint8Array, start: number, end: number, offset: number): void;
  /** The collection of the block that was opened last, for messages; undefined before the first one. */
  current(): string | undefined;
  /** Sums up what lies in the current bytes, before they are given back. */
  flush(): void;
  /** Collections that have begun and not ended, or are declared and have not begun; views may have no block. */
  missing(): readonly Namespace[];
  /** Every collection, those without a block too. */
  tallies(): Tally[];
}

/** Follows the interleaved blocks of an archive: who they belong to, what is in them, whether their CRC-64 holds. */
export function createBlocks(prelude: Prelude, problems: ProblemLog, crc: CrcSummer, extras: ReaderExtras): Blocks {
  const tallies = new Map<string, Tally>();
  let current: Tally | undefined;
  // Neighbouring documents are summed up in one go: a call for each would cost more than the sum.
  let run: { bytes: Uint8Array; start: number; end: number } | undefined;

  function flush(): void {
    if (run && current) current.crc = crc.add(current.crc, run.bytes.subarray(run.start, run.end));
    run = undefined;
  }

  function begin(database: string, collection: string, offset: number): Tally {
    const declaration =
      prelude.declared.get(namespaceKey(database, collection)) ??
      prelude.declared.get(namespaceKey(database, bucketOwner(collection)));
    if (!declaration) {
      const name = shownNamespace(database, collection);
      problems.add("header-invalid", `Unexpected block of ${name}, expected a declared collection`, offset);
      if (tallies.size >= MAX_NAMESPACES) throw new Damage("too-large", "Unexpected number of collections", offset);
    }
    const tally = newTally(database, collection, { metadata: declaration?.metadata, extras });
    tallies.set(namespaceKey(database, collection), tally);
    return tally;
  }

  function end(tally: Tally, stated: bigint, offset: number): void {
    tally.ended = true;
    tally.statedCrc = BigInt.asUintN(64, stated).toString(16).padStart(16, "0");
    const counted = crc.digest(tally.crc);
    if (counted === tally.statedCrc) return;
    const name = shownNamespace(tally.database, tally.collection);
    const message = `Unexpected CRC-64 ${counted} of ${name}, expected ${tally.statedCrc} as the archive states`;
    problems.add("crc-mismatch", message, offset);
  }

  /** A time-series collection's data goes by the name of its buckets. */
  function tallyOf({ database, collection, type }: Declaration): Tally | undefined {
    const buckets = type === "timeseries" ? tallies.get(namespaceKey(database, `${BUCKETS}${collection}`)) : undefined;
    return tallies.get(namespaceKey(database, collection)) ?? buckets;
  }

  return {
    open(bytes, offset) {
      const header = decodeHeader(bytes, blockHeaderSchema);
      if (!header) return false;
      const tally =
        tallies.get(namespaceKey(header.db, header.collection)) ?? begin(header.db, header.collection, offset);
      if (tally.ended) {
        const name = shownNamespace(header.db, header.collection);
        throw new Damage("duplicate-namespace", `Unexpected block of ${name} behind its end`, offset);
      }
      current = tally;
      if (header.EOF) end(tally, header.CRC, offset);
      return true;
    },
    document(bytes, start, end, offset) {
      if (!current || current.ended) {
        const whose = current ? shownNamespace(current.database, current.collection) : "a collection";
        throw new Damage("header-invalid", `Unexpected document behind the end of ${whose}`, offset);
      }
      countDocument(current, bytes, start, end, offset, problems);
      if (run && run.bytes === bytes && run.end === start) {
        run.end = end;
      } else {
        flush();
        run = { bytes, start, end };
      }
    },
    current: () => current && shownNamespace(current.database, current.collection),
    flush,
    missing() {
      const begun = [...tallies.values()].filter((tally) => !tally.ended);
      const declared = [...prelude.declared.values()].filter((one) => one.type !== "view" && !tallyOf(one));
      return [...begun, ...declared];
    },
    tallies() {
      const silent = [...prelude.declared.values()].filter((one) => !tallyOf(one));
      return [
        ...tallies.values(),
        ...silent.map((one) => newTally(one.database, one.collection, { metadata: one.metadata })),
      ];
    },
  };
}

const BUCKETS = "system.buckets.";

/** The time-series collection whose data `system.buckets.X` holds; the name itself for any other. */
function bucketOwner(collection: string): string {
  return collection.startsWith(BUCKETS) ? collection.slice(BUCKETS.length) : collection;
}
