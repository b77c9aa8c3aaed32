// Writes collections as plain BSON documents one after the other, as a dump of a single collection does.
import { serialize } from "bson";
import type { DemoCollection } from "./demo-collection.ts";

/** The documents of all collections given, in order. */
export function collectionDump(collections: readonly DemoCollection[]): Buffer {
  return Buffer.concat(collections.flatMap(({ documents }) => documents.map((document) => serialize(document))));
}
