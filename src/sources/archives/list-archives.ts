import { opendir } from "node:fs/promises";
import { join, posix } from "node:path";
import picomatch from "picomatch";
import { glob } from "tinyglobby";
import { compareCodeUnits } from "../../core/canonical-json.ts";
import { UserError } from "../../core/errors.ts";
import type { BucketAccess } from "./bucket/bucket-access.ts";
import { isBucketAddress } from "./bucket/bucket-address.ts";
import { cannotRead, lookAtPlace } from "./place.ts";

const METADATA = /\.metadata\.json(\.gz)?$/;
/** Files of a dump's database folder, and those beside the database folders. */
const PART = /\.(bson|metadata\.json)(\.gz)?$|^prelude\.json(\.gz)?$/;
const TOP = /^(oplog\.bson|prelude\.json)(\.gz)?$/;

/**
 * Lists what lies in a folder as archives: single files, and the folders of directory dumps in place of their files.
 * Paths are relative with `/`, in code-unit order; links are not followed. Throws a `UserError` where the folder is none.
 */
export async function listArchives(folder: string, pattern = "**/*", bucket: BucketAccess = {}): Promise<string[]> {
  const found = await lookAtPlace(folder, bucket);
  if (!found?.folder) {
    const what = found ? "file" : "missing folder";
    throw new UserError(
      `Unexpected ${what} \`${folder}\`, expected a folder with archives`,
      "Create it, or name another.",
    );
  }
  const files = await listFiles(folder, pattern, bucket);
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

/** A glob passes over a folder that it may not read, and so would a manifest. */
async function assertReadable(folder: string): Promise<void> {
  const folders = await glob("**/", { cwd: folder, dot: false, followSymbolicLinks: false, onlyDirectories: true });
  for (const one of [".", ...folders]) {
    // What a file system keeps for itself at its root.
    if (one.replace(/\/$/, "") === "lost+found") continue;
    const path = join(folder, one);
    const opened = await opendir(path).catch((error: NodeJS.ErrnoException) => {
      throw cannotRead(path, error);
    });
    await opened.close();
  }
}

async function listFiles(folder: string, pattern: string, bucket: BucketAccess): Promise<string[]> {
  if (!isBucketAddress(folder)) {
    if (pattern.includes("**")) await assertReadable(folder);
    return glob(pattern, { cwd: folder, dot: false, expandDirectories: false, followSymbolicLinks: false });
  }
  const { listBucket } = await import("./bucket/list-bucket.ts");
  const matches = picomatch(pattern, { dot: false });
  return [...(await listBucket(folder, bucket)).keys()].filter((key) => matches(key));
}
