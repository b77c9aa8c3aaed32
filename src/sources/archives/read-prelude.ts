import { messageOf } from "../../core/errors.ts";
import { archiveHeaderSchema, declarationSchema, decodeHeader } from "./archive-headers.ts";
import { type CollectionMetadata, parseCollectionMetadata } from "./collection-metadata.ts";
import { Damage } from "./problem.ts";
import type { ProblemLog } from "./raw-reader.ts";
import { namespaceKey, shownNamespace } from "./tally.ts";

/** Bounds of what a prelude may make the reader remember. */
export const MAX_NAMESPACES = 100_000;
const MAX_METADATA_BYTES = 64 * 1024 * 1024;

/** A collection that the prelude announces. */
export interface Declaration {
  database: string;
  collection: string;
  type: string | undefined;
  metadata: CollectionMetadata | undefined;
}

export interface Prelude {
  /** Takes the archive header. Throws `Damage` where it is none. */
  header(bytes: Uint8Array, offset: number): void;
  /** Takes the declaration of one collection. Throws `Damage` where it is none, or where there are too many. */
  declaration(bytes: Uint8Array, offset: number): void;
  declared: ReadonlyMap<string, Declaration>;
  serverVersion(): string | null;
  toolVersion(): string | null;
}

/** Remembers what an archive says about itself before its data (mongo-tools, common/archive/prelude.go). */
export function createPrelude(problems: ProblemLog): Prelude {
  const declared = new Map<string, Declaration>();
  let metadataBytes = 0;
  let serverVersion: string | null = null;
  let toolVersion: string | null = null;
  return {
    header(bytes, offset) {
      const header = decodeHeader(bytes, archiveHeaderSchema);
      if (!header) throw new Damage("header-invalid", "Unexpected first document, expected the archive header", offset);
      serverVersion = header.server_version ?? null;
      toolVersion = header.tool_version ?? null;
    },
    declaration(bytes, offset) {
      const document = decodeHeader(bytes, declarationSchema);
      if (!document) {
        throw new Damage("header-invalid", "Unexpected document in the prelude, expected a collection", offset);
      }
      metadataBytes += bytes.length;
      if (declared.size >= MAX_NAMESPACES || metadataBytes > MAX_METADATA_BYTES) {
        const limit = `${MAX_NAMESPACES} collections and ${MAX_METADATA_BYTES} bytes`;
        throw new Damage("too-large", `Unexpected size of the prelude, expected at most ${limit}`, offset);
      }
      const { db: database, collection, type } = document;
      const key = namespaceKey(database, collection);
      const name = shownNamespace(database, collection);
      if (declared.has(key)) {
        problems.add("duplicate-namespace", `Unexpected second declaration of ${name}`, offset);
        return;
      }
      const metadata = parseMetadata(document.metadata, name, offset, problems);
      declared.set(key, { database, collection, type: type || metadata?.type, metadata });
    },
    declared,
    serverVersion: () => serverVersion,
    toolVersion: () => toolVersion,
  };
}

/** The oplog is declared with an empty text: it has no metadata. */
function parseMetadata(
  text: string,
  name: string,
  offset: number,
  problems: ProblemLog,
): CollectionMetadata | undefined {
  if (text === "") return undefined;
  try {
    return parseCollectionMetadata(text);
  } catch (error) {
    const detail = messageOf(error).split("\n")[0]?.slice(0, 120);
    problems.add("metadata-invalid", `Unexpected metadata of ${name}, expected Extended JSON (${detail})`, offset);
    return undefined;
  }
}
