import { posix } from "node:path";
import picomatch from "picomatch";
import { glob } from "tinyglobby";
import { compareCodeUnits } from "../../core/canonical-json.ts";
import { UserError } from "../../core/errors.ts";
import type { BucketAccess } from "./bucket/bucket-access.ts";
import { isBucketAddress } from "./bucket/bucket-address.ts";
import { lookAtPlace } from "./place.ts";

const METADATA = /\.metadata\.json(\.gz)?$/;
/** Files of a dump's database folder, and those beside the database folders. */
const PART = /\.(bson|metadata\.json)(\.gz)?$|^prelude\.json(\.gz)?$/;
const TOP = /^(oplog\.bson|prelude\.json)(\.gz)?$/;

/**
 * Lists what lies in a folder as archives: single files, and the folders of directory dumps in place of their files.
 * Paths are relative with `/`, in code-unit order; links are not followed. Throws a `UserError` where the folder is none.
 */
export async function listArchives(folder: string, pattern = "**/*", access: BucketAccess = {}): Promise<string[]> {
  const found = await lookAtPlace(folder, access);
  if (!found?.folder) {
    const what = found ? "file" : "missing folder";
    throw new UserError(
      `Unexpected ${what} \`${folder}\`, expected a folder with archives`,
      "Create it, or name another.",
    );
  }
  const files = await listFiles(folder, pattern, access);
  const dumps = new Set<string>();
  const databases = new Set(files.filter((file) => METADATA.test(file)).map((file) => posix.dirname(file)));
  for (const database of databases) {
    if (database === ".") continue;
    // A dump's root holds one folder per database; directly below the archives' folder the database is the dump.
    const parent = posix.dirname(database);
    dumps.add(parent === "." ? database : parent);
  }
  const isPart = (file: string): boolean => {
    const folder = posix.dirname(file);
    const name = posix.basename(file);
    if (!PART.test(name) || folder === ".") return false;
    if (dumps.has(folder) && !databases.has(folder)) return TOP.test(name);
    return dumps.has(folder) || dumps.has(posix.dirname(folder));
  };
  return [...files.filter((file) => !isPart(file)), ...dumps].sort(compareCodeUnits);
}

async function listFiles(folder: string, pattern: string, access: BucketAccess): Promise<string[]> {
  if (!isBucketAddress(folder)) {
    return glob(pattern, { cwd: folder, dot: false, expandDirectories: false, followSymbolicLinks: false });
  }
  const { listBucket } = await import("./bucket/list-bucket.ts");
  const matches = picomatch(pattern, { dot: false });
  return [...(await listBucket(folder, access)).keys()].filter((key) => matches(key));
}
