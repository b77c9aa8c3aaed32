import { EJSON } from "bson";
import * as z from "zod";
import type { Json } from "../../core/canonical-json.ts";

/** An index as the metadata of a collection declares it; `keys` in the index's own order. */
export interface CollectionIndex {
  name: string;
  keys: readonly { field: string; direction: Json }[];
  /** Everything else about it (unique, sparse, expireAfterSeconds …) as relaxed Extended JSON. */
  options: { readonly [option: string]: Json };
}

export interface CollectionMetadata {
  indexes: readonly CollectionIndex[];
  /** Collection options as relaxed Extended JSON: capped, validator, timeseries, viewOn … */
  options: { readonly [option: string]: Json };
  /** The full name where a file's name had to be cut; undefined before mongodump 100.3. */
  collectionName: string | undefined;
  type: string | undefined;
}

const object = z.record(z.string(), z.unknown());
const metadataSchema = z.looseObject({
  options: object.optional(),
  indexes: z.array(z.looseObject({ name: z.string(), key: object })).nullish(),
  collectionName: z.string().optional(),
  type: z.string().optional(),
});

/**
 * Parses a collection's metadata: the Extended JSON of `<collection>.metadata.json` and of an archive's prelude
 * (mongo-tools, mongodump/metadata_dump.go). Throws where it is not that; the caller knows whose metadata it is.
 */
export function parseCollectionMetadata(text: string): CollectionMetadata {
  const relaxed: unknown = EJSON.serialize(EJSON.parse(text, { relaxed: true }), { relaxed: true });
  const metadata = metadataSchema.parse(relaxed);
  return {
    options: asJson(metadata.options ?? {}),
    indexes: (metadata.indexes ?? []).map(({ name, key, ns: _namespace, ...options }) => ({
      name,
      keys: Object.entries(asJson(key)).map(([field, direction]) => ({ field, direction })),
      options: asJson(options),
    })),
    collectionName: metadata.collectionName,
    type: metadata.type,
  };
}

/** EJSON.serialize gives plain JSON values; going through text once makes that certain. */
function asJson(value: object): { readonly [key: string]: Json } {
  return JSON.parse(JSON.stringify(value)) as { readonly [key: string]: Json };
}
