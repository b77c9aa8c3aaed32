import type { Json } from "../../core/canonical-json.ts";
import { type Fact, factIdPart } from "../../core/fact.ts";
import type { Held } from "./hold-against-manifest.ts";
import type { ArchiveInspection, CollectionInspection } from "./inspection.ts";

/** Fields of one collection that become a fact; how many there are in all is said beside them. */
const MOST_FIELDS = 200;

/** The facts of one archive; `file` is its path below the folder. Sizes are bytes. */
export function archiveFacts(file: string, inspection: ArchiveInspection, held: Held): Fact[] {
  const documents = inspection.collections.reduce((sum, collection) => sum + collection.documents, 0);
  const archive: Fact = {
    id: `archive.${factIdPart(file)}`,
    value: {
      file,
      kind: inspection.kind,
      compression: inspection.compression,
      bytes: inspection.bytes,
      raw_bytes: inspection.rawBytes,
      sha256: inspection.sha256,
      raw_sha256: inspection.rawSha256,
      server_version: inspection.serverVersion,
      tool_version: inspection.toolVersion,
      status: inspection.status,
      problems: inspection.problems.map((problem): Json => ({ ...problem })),
      collections: inspection.collections.length,
      documents,
      ...held,
    },
  };
  return [archive, ...inspection.collections.map((one) => collectionFact(file, one))];
}

function collectionFact(file: string, one: CollectionInspection): Fact {
  return {
    id: `collection.${[file, one.database, one.collection].map(factIdPart).join(".")}`,
    value: {
      file,
      database: one.database,
      collection: one.collection,
      documents: one.documents,
      bytes: one.bytes,
      smallest_bytes: one.smallestDocument,
      largest_bytes: one.largestDocument,
      first_object_id_at: one.firstObjectIdAt,
      last_object_id_at: one.lastObjectIdAt,
      crc64: one.crc64,
      crc_matches: one.crcMatches,
      indexes: one.indexes.map((index): Json => ({ ...index })),
      fields: one.fields.slice(0, MOST_FIELDS).map((field): Json => ({ ...field })),
      fields_total: one.fields.length,
    },
  };
}
