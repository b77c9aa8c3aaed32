import * as z from "zod";
import { type CollectionMetadata, parseCollectionMetadata } from "./collection-metadata.ts";
import type { DirectoryReading } from "./directory-reading.ts";
import { quoteName } from "./problem.ts";

/** Metadata is held in memory; mongodump's own stays far below this. */
const MAX_METADATA_BYTES = 16 * 1024 * 1024;

/** Options and indexes of one collection; undefined where they cannot be read, which is reported. */
export async function readMetadata(file: string, reading: DirectoryReading): Promise<CollectionMetadata | undefined> {
  const text = await readText(file, reading);
  if (text === undefined) return undefined;
  try {
    return parseCollectionMetadata(text);
  } catch {
    reading.problems.add("metadata-invalid", `Unexpected content of ${quoteName(file)}, expected Extended JSON`, 0);
    return undefined;
  }
}

const preludeSchema = z.looseObject({ ServerVersion: z.string(), ToolVersion: z.string() });

/** Server and tool versions as mongodump's DumpPreludeMetadata writes them; undefined where they cannot be read, which is reported. */
export async function readPrelude(
  file: string,
  reading: DirectoryReading,
): Promise<z.infer<typeof preludeSchema> | undefined> {
  const text = await readText(file, reading);
  if (text === undefined) return undefined;
  try {
    return preludeSchema.parse(JSON.parse(text));
  } catch {
    reading.problems.add("metadata-invalid", `Unexpected content of ${quoteName(file)}, expected versions as JSON`, 0);
    return undefined;
  }
}

async function readText(file: string, reading: DirectoryReading): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  const keep = (chunk: Uint8Array): void => {
    length += chunk.length;
    if (length <= MAX_METADATA_BYTES) chunks.push(Buffer.from(chunk));
  };
  const complete = await reading.stream(file, keep);
  if (length <= MAX_METADATA_BYTES) return complete ? Buffer.concat(chunks).toString("utf8") : undefined;
  reading.problems.add("too-large", `Unexpected size of ${quoteName(file)}, expected at most 16 MiB`, length);
  return undefined;
}
