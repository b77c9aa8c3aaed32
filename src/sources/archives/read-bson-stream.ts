import { Damage } from "./problem.ts";
import type { ProblemLog, RawReader, ReaderExtras } from "./raw-reader.ts";
import { splitDocuments } from "./split-documents.ts";
import { countDocument, finishTally, newTally } from "./tally.ts";

/**
 * Reads a collection file of a dump: BSON documents one after the other, with no header, count or checksum of its own.
 */
export function readBsonStream(
  database: string,
  collection: string,
  problems: ProblemLog,
  extras: ReaderExtras,
): RawReader {
  const tally = newTally(database, collection, { extras });
  const splitter = splitDocuments({
    document: (bytes, start, end, offset) => countDocument(tally, bytes, start, end, offset, problems),
    badLength: (length, offset) => new Damage("bson-invalid", `Unexpected document length ${length}`, offset),
  });
  return {
    push: splitter.push,
    end(complete) {
      const pending = splitter.pending();
      if (complete && pending > 0) {
        const message = `Unexpected end ${pending} bytes into document ${tally.documents + 1}, expected the rest of it`;
        problems.add("truncated", message, splitter.offset());
      }
      return { serverVersion: null, toolVersion: null, collections: [finishTally(tally, null)] };
    },
  };
}
