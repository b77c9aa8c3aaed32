import { Damage } from "./problem.ts";
import type { ProblemLog, RawReader, ReaderExtras } from "./raw-reader.ts";
import { splitDocuments } from "./split-documents.ts";
import { countDocument, finishTally, newTally, shownNamespace } from "./tally.ts";

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
  const name = shownNamespace(database, collection);
  const splitter = splitDocuments({
    document: (bytes, start, end, offset) => countDocument(tally, bytes, start, end, offset, problems),
    badLength: (length, offset) =>
      new Damage("bson-invalid", `Unexpected length ${length} of document ${tally.documents + 1} of ${name}`, offset),
  });
  return {
    push: splitter.push,
    inside: () => name,
    // Only the end of the file is a collection's end.
    unfinished: () => [{ database, collection }],
    end(complete) {
      const pending = splitter.pending();
      if (complete && pending > 0) {
        const place = `${pending} bytes into document ${tally.documents + 1} of ${name}`;
        problems.add("truncated", `Unexpected end ${place}, expected the rest of it`, splitter.offset());
      }
      return { serverVersion: null, toolVersion: null, collections: [finishTally(tally, null)] };
    },
  };
}
