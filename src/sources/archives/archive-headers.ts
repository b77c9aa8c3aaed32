import { deserialize } from "bson";
import * as z from "zod";

/** The document right after the magic number (mongo-tools, common/archive/archive.go: `Header`). */
export const archiveHeaderSchema = z.looseObject({
  concurrent_collections: z.number().int().optional(),
  version: z.string(),
  server_version: z.string().optional(),
  tool_version: z.string().optional(),
});

/** One collection of the prelude (`CollectionMetadata`); `type` is absent before mongodump 4.4. */
export const declarationSchema = z.looseObject({
  db: z.string(),
  collection: z.string().min(1),
  metadata: z.string(),
  type: z.string().optional(),
});

/** The head of a block (`NamespaceHeader`); the checksum counts only where `EOF` is true. */
export const blockHeaderSchema = z.looseObject({
  db: z.string(),
  collection: z.string().min(1),
  EOF: z.boolean(),
  CRC: z.bigint(),
});

/** Decodes a framing document and checks its shape; undefined where it is not one. */
export function decodeHeader<Value>(bytes: Uint8Array, schema: z.ZodType<Value>): Value | undefined {
  try {
    return schema.safeParse(deserialize(bytes, { useBigInt64: true })).data;
  } catch {
    return undefined;
  }
}
