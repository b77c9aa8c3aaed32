import { createHash } from "node:crypto";
import { readdir } from "node:fs/promises";
import { basename } from "node:path";
import { compareCodeUnits } from "../../core/canonical-json.ts";
import type { BucketAccess } from "./bucket/bucket-access.ts";
import { isBucketAddress } from "./bucket/bucket-address.ts";
import { below, cannotRead } from "./place.ts";

/** The files of one collection in a directory dump; paths relative to the dump, with `/`. */
export interface DumpedCollection {
  database: string;
  /** The collection's file name without its endings, as mongodump wrote it. */
  stem: string;
  data: string | undefined;
  metadata: string | undefined;
}

export interface DirectoryLayout {
  collections: readonly DumpedCollection[];
  prelude: string | undefined;
}

/**
 * Finds the files of a directory dump (mongo-tools, mongodump/prepare.go): `<database>/<collection>.bson`,
 * `<database>/<collection>.metadata.json`, `oplog.bson` and `prelude.json`, each with or without `.gz`; or the folder of
 * one database. Undefined where the folder is neither. Links and other files are not part of a dump.
 */
export async function readDirectoryLayout(folder: string, access?: BucketAccess): Promise<DirectoryLayout | undefined> {
  const top = await listFolder(folder, access);
  if (top.files.some((file) => file.endsWith(".metadata.json") || file.endsWith(".metadata.json.gz"))) {
    return layoutOf(top.files.map((file) => ({ path: file, database: basename(folder), file })));
  }
  const files = top.files.map((file) => ({ path: file, database: "", file }));
  for (const database of top.folders) {
    const inside = await listFolder(below(folder, database), access);
    files.push(...inside.files.map((file) => ({ path: `${database}/${file}`, database, file })));
  }
  const isDump = files.some(({ file, database }) => database !== "" && /\.(bson|metadata\.json)(\.gz)?$/.test(file));
  return isDump ? layoutOf(files.filter(({ database, file }) => database !== "" || TOP_FILES.test(file))) : undefined;
}

const TOP_FILES = /^(oplog\.bson|prelude\.json)(\.gz)?$/;

function layoutOf(files: readonly { path: string; database: string; file: string }[]): DirectoryLayout {
  const collections = new Map<string, DumpedCollection>();
  const again: DumpedCollection[] = [];
  let prelude: string | undefined;
  for (const { path, database, file } of files) {
    if (/^prelude\.json(\.gz)?$/.test(file)) prelude ??= path;
    const match = /^(?<stem>.*)\.(?<kind>bson|metadata\.json)(\.gz)?$/.exec(file);
    if (!match?.groups) continue;
    const { stem = "", kind } = match.groups;
    const key = JSON.stringify([database, stem]);
    const one = collections.get(key) ?? { database, stem, data: undefined, metadata: undefined };
    const part = kind === "bson" ? "data" : "metadata";
    // `x.bson` beside `x.bson.gz`: both are read, and that there are two is damage.
    if (one[part] === undefined) collections.set(key, { ...one, [part]: path });
    else again.push({ ...one, data: undefined, metadata: undefined, [part]: path });
  }
  return { collections: [...collections.values(), ...again], prelude };
}

async function listFolder(folder: string, access?: BucketAccess): Promise<{ files: string[]; folders: string[] }> {
  if (isBucketAddress(folder)) {
    const { listBucket } = await import("./bucket/list-bucket.ts");
    const names = [...(await listBucket(folder, access ?? {})).keys()].sort(compareCodeUnits);
    const folders = new Set(names.filter((name) => name.includes("/")).map((name) => name.slice(0, name.indexOf("/"))));
    return { files: names.filter((name) => !name.includes("/")), folders: [...folders] };
  }
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    throw cannotRead(folder, error);
  });
  entries.sort((a, b) => compareCodeUnits(a.name, b.name));
  return {
    files: entries.filter((entry) => entry.isFile()).map((entry) => entry.name),
    folders: entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name),
  };
}

/** A name that was cut: 208 bytes of the escaped name, `%24`, and the SHA-1 of the whole name in base64url. */
const CUT_NAME = /^.{208}%24(?<digest>[\w-]{27})$/s;

/**
 * The collection that a file name stands for: percent-decoded as Go's `url.QueryEscape` writes it (a space is `+`). A
 * name that mongodump had to cut is taken from the metadata, if its SHA-1 is the one in the file name; undefined where
 * that cannot be done.
 */
export function collectionName(stem: string, nameInMetadata: string | undefined): string | undefined {
  const digest = CUT_NAME.exec(stem)?.groups?.digest;
  if (digest === undefined) return decodeName(stem);
  if (nameInMetadata === undefined) return undefined;
  return createHash("sha1").update(nameInMetadata).digest("base64url") === digest ? nameInMetadata : undefined;
}

/** Decodes an escaped name; one that is not escaped, as older tools wrote it, stays as it is. */
export function decodeName(stem: string): string {
  try {
    return decodeURIComponent(stem.replaceAll("+", " "));
  } catch {
    return stem;
  }
}
