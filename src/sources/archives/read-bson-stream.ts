import { quoteName } from "./problem.ts";
import type { ProblemLog, RawReader } from "./raw-reader.ts";
import { splitDocuments } from "./split-documents.ts";
import { finishTally, newTally } from "./tally.ts";
import { validateDocument } from "./validate-document.ts";

/**
 * Reads a collection file of a dump: BSON documents one after the other, with no header, count or checksum of its own.
 */
export function readBsonStream(database: string, collection: string, problems: ProblemLog): RawReader {
  const tally = newTally(database, collection);
  const splitter = splitDocuments({
    document(bytes, start, end, offset) {
      const flaw = validateDocument(bytes, start, end);
      if (flaw) {
        const place = `document ${tally.documents + 1} of ${quoteName(collection)}`;
        problems.add("bson-invalid", `Unexpected ${flaw.message} in ${place}`, offset + flaw.at - start);
      }
      tally.documents += 1;
      tally.bytes += end - start;
    },
  });
  return {
    push: (bytes) => splitter.push(bytes),
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
