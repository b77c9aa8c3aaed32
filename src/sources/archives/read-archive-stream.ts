import { compareCodeUnits } from "../../core/canonical-json.ts";
import { messageOf } from "../../core/errors.ts";
import { archiveHeaderSchema, blockHeaderSchema, declarationSchema, decodeHeader } from "./archive-headers.ts";
import { type CollectionMetadata, parseCollectionMetadata } from "./collection-metadata.ts";
import { Damage, quoteName } from "./problem.ts";
import type { ProblemLog, RawReader } from "./raw-reader.ts";
import { splitDocuments } from "./split-documents.ts";
import type { CrcSummer } from "./sum-crc64.ts";
import { finishTally, newTally, type Tally } from "./tally.ts";
import { validateDocument } from "./validate-document.ts";

/** The first four bytes of an archive stream. */
export const ARCHIVE_MAGIC = [0x6d, 0xe2, 0x99, 0x81] as const;

/** Bounds of what the prelude may make the reader remember. */
const MAX_NAMESPACES = 100_000;
const MAX_METADATA_BYTES = 64 * 1024 * 1024;

interface Declaration {
  database: string;
  collection: string;
  type: string | undefined;
  metadata: CollectionMetadata | undefined;
}

/**
 * Reads what `mongodump --archive` writes, from behind the magic number (mongo-tools, common/archive: spec.md, parser.go, multiplexer.go): a
 * prelude of one header and one declaration per collection, then blocks. A block is a namespace header, the
 * documents of that namespace and the terminator -1; blocks of several collections interleave, and the last block of
 * each says EOF and states its CRC-64. There is no end mark: the archive is complete when every declared collection
 * has said EOF (views of older tools excepted: they have no data and no block).
 */
export function readArchiveStream(problems: ProblemLog, crc: CrcSummer): RawReader {
  const declared = new Map<string, Declaration>();
  const tallies = new Map<string, Tally>();
  let place: keyof typeof PLACES = "header";
  let metadataBytes = 0;
  let versions: { server: string | null; tool: string | null } = { server: null, tool: null };
  let current: Tally | undefined;
  let run: { bytes: Uint8Array; start: number; end: number } | undefined;

  function flushRun(): void {
    if (run && current) current.crc = crc.add(current.crc, run.bytes.subarray(run.start, run.end));
    run = undefined;
  }

  function onHeader(bytes: Uint8Array, offset: number): void {
    const header = decodeHeader(bytes, archiveHeaderSchema);
    if (!header) throw new Damage("header-invalid", "Unexpected first document, expected the archive header", offset);
    versions = { server: header.server_version ?? null, tool: header.tool_version ?? null };
    place = "prelude";
  }

  function onDeclaration(bytes: Uint8Array, offset: number): void {
    const declaration = decodeHeader(bytes, declarationSchema);
    if (!declaration) {
      throw new Damage("header-invalid", "Unexpected document in the prelude, expected a collection", offset);
    }
    const { db: database, collection, type } = declaration;
    const name = shownName(database, collection);
    metadataBytes += bytes.length;
    if (declared.size >= MAX_NAMESPACES || metadataBytes > MAX_METADATA_BYTES) {
      const limit = `${MAX_NAMESPACES} collections or ${MAX_METADATA_BYTES} bytes`;
      throw new Damage("too-large", `Unexpected size of the prelude, expected at most ${limit}`, offset);
    }
    if (declared.has(key(database, collection))) {
      problems.add("duplicate-namespace", `Unexpected second declaration of ${name}`, offset);
      return;
    }
    const metadata = parseMetadata(declaration.metadata, name, offset);
    declared.set(key(database, collection), { database, collection, type: type || metadata?.type, metadata });
  }

  function parseMetadata(text: string, name: string, offset: number): CollectionMetadata | undefined {
    if (text === "") return undefined;
    try {
      return parseCollectionMetadata(text);
    } catch (error) {
      const detail = messageOf(error).split("\n")[0]?.slice(0, 120);
      problems.add("metadata-invalid", `Unexpected metadata of ${name}, expected Extended JSON (${detail})`, offset);
      return undefined;
    }
  }

  function onBlockHeader(bytes: Uint8Array, offset: number): void {
    const header = decodeHeader(bytes, blockHeaderSchema);
    if (!header) throw damagedBlockHeader(offset);
    const name = shownName(header.db, header.collection);
    const tally = tallies.get(key(header.db, header.collection)) ?? openTally(header.db, header.collection, offset);
    if (tally.ended) throw new Damage("duplicate-namespace", `Unexpected block of ${name} after its end`, offset);
    place = "block";
    current = tally;
    if (!header.EOF) return;
    tally.ended = true;
    tally.statedCrc = BigInt.asUintN(64, header.CRC).toString(16).padStart(16, "0");
    const counted = crc.digest(tally.crc);
    if (counted !== tally.statedCrc) {
      const message = `Unexpected CRC-64 ${counted} of ${name}, expected ${tally.statedCrc} as the archive states`;
      problems.add("crc-mismatch", message, offset);
    }
  }

  function damagedBlockHeader(offset: number): Damage {
    if (isComplete()) return new Damage("trailing-bytes", "Unexpected document behind the last collection", offset);
    return new Damage("header-invalid", "Unexpected document between blocks, expected a namespace header", offset);
  }

  function openTally(database: string, collection: string, offset: number): Tally {
    const declaration = declared.get(key(database, collection)) ?? declared.get(key(database, bucketOwner(collection)));
    if (!declaration) {
      const name = shownName(database, collection);
      problems.add(
        "header-invalid",
        `Unexpected block of ${name}, expected a collection that the prelude declares`,
        offset,
      );
      if (tallies.size >= MAX_NAMESPACES) throw new Damage("too-large", "Unexpected number of collections", offset);
    }
    const tally = newTally(database, collection, declaration?.metadata);
    tallies.set(key(database, collection), tally);
    return tally;
  }

  function onBody(tally: Tally, bytes: Uint8Array, start: number, end: number, offset: number): void {
    if (tally.ended) {
      const name = shownName(tally.database, tally.collection);
      throw new Damage(
        "header-invalid",
        `Unexpected document behind the end of ${name}, expected a terminator`,
        offset,
      );
    }
    const flaw = validateDocument(bytes, start, end);
    if (flaw) {
      const where = `document ${tally.documents + 1} of ${shownName(tally.database, tally.collection)}`;
      problems.add("bson-invalid", `Unexpected ${flaw.message} in ${where}`, offset + flaw.at - start);
    }
    tally.documents += 1;
    tally.bytes += end - start;
    if (run && run.bytes === bytes && run.end === start) {
      run.end = end;
    } else {
      flushRun();
      run = { bytes, start, end };
    }
  }

  const splitter = splitDocuments(
    {
      document(bytes, start, end, offset) {
        if (place === "block" && current) return onBody(current, bytes, start, end, offset);
        const flaw = validateDocument(bytes, start, end);
        if (flaw)
          throw new Damage("header-invalid", `Unexpected ${flaw.message} in the framing`, offset + flaw.at - start);
        const copy = bytes.slice(start, end);
        if (place === "header") onHeader(copy, offset);
        else if (place === "prelude") onDeclaration(copy, offset);
        else onBlockHeader(copy, offset);
      },
      terminator(offset) {
        flushRun();
        if (place === "prelude" || place === "block") place = "between";
        else if (isComplete())
          throw new Damage("trailing-bytes", "Unexpected terminator behind the last collection", offset);
        else throw new Damage("header-invalid", "Unexpected terminator, expected a document", offset);
        current = undefined;
      },
      drained: flushRun,
    },
    ARCHIVE_MAGIC.length,
  );

  /** The tally of a declared collection. A time-series collection's data goes by the name of its buckets. */
  function tallyOf({ database, collection, type }: Declaration): Tally | undefined {
    const buckets = type === "timeseries" ? tallies.get(key(database, `${BUCKETS}${collection}`)) : undefined;
    return tallies.get(key(database, collection)) ?? buckets;
  }

  /** Collections that have begun and not ended, or are declared and have not begun; views may have no block. */
  function missing(): (Declaration | Tally)[] {
    const begun = [...tallies.values()].filter((tally) => !tally.ended);
    return [...begun, ...[...declared.values()].filter((one) => one.type !== "view" && !tallyOf(one))];
  }

  function isComplete(): boolean {
    return place === "between" && missing().length === 0;
  }

  function reportEnd(): void {
    const offset = splitter.offset();
    if (splitter.pending() > 0 || place !== "between") {
      problems.add("truncated", `Unexpected end of the archive inside ${PLACES[place]}`, offset);
      return;
    }
    for (const { database, collection } of missing()) {
      problems.add(
        "truncated",
        `Unexpected end of the archive before the end of ${shownName(database, collection)}`,
        offset,
      );
    }
  }

  return {
    push: splitter.push,
    end(complete) {
      flushRun();
      if (complete) reportEnd();
      for (const one of declared.values()) {
        if (tallyOf(one)) continue;
        tallies.set(key(one.database, one.collection), newTally(one.database, one.collection, one.metadata));
      }
      const collections = [...tallies.values()].map((tally) => finishTally(tally, crc.digest(tally.crc)));
      collections.sort(
        (a, b) => compareCodeUnits(a.database, b.database) || compareCodeUnits(a.collection, b.collection),
      );
      return { serverVersion: versions.server, toolVersion: versions.tool, collections };
    },
  };
}

const BUCKETS = "system.buckets.";

const PLACES = {
  header: "the archive header",
  prelude: "the prelude",
  between: "a namespace header",
  block: "a block",
} as const;

/** The time-series collection whose data `system.buckets.X` holds; the name itself for any other. */
function bucketOwner(collection: string): string {
  return collection.startsWith(BUCKETS) ? collection.slice(BUCKETS.length) : collection;
}

function key(database: string, collection: string): string {
  return JSON.stringify([database, collection]);
}

function shownName(database: string, collection: string): string {
  return quoteName(`${database}.${collection}`);
}
