import { compareCodeUnits } from "../../core/canonical-json.ts";
import { Damage } from "./problem.ts";
import type { ProblemLog, RawReader, ReaderExtras } from "./raw-reader.ts";
import { createBlocks } from "./read-blocks.ts";
import { createPrelude } from "./read-prelude.ts";
import { splitDocuments } from "./split-documents.ts";
import type { CrcSummer } from "./sum-crc64.ts";
import { finishTally, shownNamespace } from "./tally.ts";
import { validateDocument } from "./validate-document.ts";

/** The first four bytes of an archive stream. */
export const ARCHIVE_MAGIC = [0x6d, 0xe2, 0x99, 0x81] as const;

/** Where the reader is, as messages name it. */
const PLACES = {
  header: "the archive header",
  prelude: "the prelude",
  between: "a namespace header",
  block: "a block",
} as const;

/**
 * Reads what `mongodump --archive` writes, from behind the magic number (mongo-tools, common/archive: spec.md, parser.go,
 * multiplexer.go): a prelude of one header and one declaration per collection, then blocks. A block is a namespace
 * header, the documents of that namespace and the terminator -1; blocks of several collections interleave, and the last
 * block of each says EOF and states its CRC-64. There is no end mark: the archive is complete when every declared
 * collection has said EOF (views of older tools excepted: they have no data and no block).
 */
export function readArchiveStream(problems: ProblemLog, crc: CrcSummer, extras: ReaderExtras): RawReader {
  const prelude = createPrelude(problems);
  const blocks = createBlocks(prelude, problems, crc, extras);
  let place: keyof typeof PLACES = "header";

  const shownPlace = (): string => (place === "block" ? `${PLACES.block} of ${blocks.current()}` : PLACES[place]);

  // Looks at every collection, hence only where something is wrong.
  const isComplete = (): boolean => place === "between" && blocks.missing().length === 0;

  function onFraming(bytes: Uint8Array, start: number, end: number, offset: number): void {
    const flaw = validateDocument(bytes, start, end);
    if (flaw) throw misplaced(flaw.message, offset + flaw.at - start);
    const framing = bytes.subarray(start, end);
    if (place === "prelude") {
      prelude.declaration(framing, offset);
    } else if (place === "header") {
      prelude.header(framing, offset);
      place = "prelude";
    } else {
      if (!blocks.open(framing, offset)) throw misplaced("document", offset);
      place = "block";
    }
  }

  const splitter = splitDocuments(
    {
      document(bytes, start, end, offset) {
        if (place === "block") blocks.document(bytes, start, end, offset);
        else onFraming(bytes, start, end, offset);
      },
      terminator(offset) {
        blocks.flush();
        if (place !== "prelude" && place !== "block") throw misplaced("terminator", offset);
        place = "between";
      },
      drained: blocks.flush,
      badLength: (length, offset) => misplaced(`document length ${length}`, offset),
    },
    ARCHIVE_MAGIC.length,
  );

  function misplaced(what: string, offset: number): Damage {
    if (isComplete()) return new Damage("trailing-bytes", `Unexpected ${what} behind the last collection`, offset);
    const code = place === "block" ? "bson-invalid" : "header-invalid";
    return new Damage(code, `Unexpected ${what} in ${shownPlace()}`, offset);
  }

  function reportEnd(): void {
    const offset = splitter.offset();
    const pending = splitter.pending();
    if (pending > 0 && isComplete()) {
      problems.add("trailing-bytes", `Unexpected ${pending} bytes behind the last collection`, offset - pending);
    } else if (pending > 0 || place !== "between") {
      problems.add("truncated", `Unexpected end of the archive inside ${shownPlace()}`, offset);
    } else {
      for (const { database, collection } of blocks.missing()) {
        const name = shownNamespace(database, collection);
        problems.add("truncated", `Unexpected end of the archive before the end of ${name}`, offset);
      }
    }
  }

  return {
    push: splitter.push,
    inside: () => (place === "block" ? blocks.current() : undefined),
    unfinished: blocks.missing,
    end(complete) {
      blocks.flush();
      if (complete) reportEnd();
      const collections = blocks.tallies().map((tally) => finishTally(tally, crc.digest(tally.crc)));
      collections.sort(
        (a, b) => compareCodeUnits(a.database, b.database) || compareCodeUnits(a.collection, b.collection),
      );
      return { serverVersion: prelude.serverVersion(), toolVersion: prelude.toolVersion(), collections };
    },
  };
}
