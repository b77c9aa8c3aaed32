import { stat } from "node:fs/promises";
import { posix } from "node:path";
import { glob } from "tinyglobby";
import { compareCodeUnits } from "../../core/canonical-json.ts";
import { UserError } from "../../core/errors.ts";

const METADATA = /\.metadata\.json(\.gz)?$/;
/** Files of a dump's database folder, and those beside the database folders. */
const PART = /\.(bson|metadata\.json)(\.gz)?$|^prelude\.json(\.gz)?$/;
const TOP = /^(oplog\.bson|prelude\.json)(\.gz)?$/;

/**
 * Lists what lies in a folder as archives: single files, and the folders of directory dumps in place of their files.
 * Paths are relative with `/`, in code-unit order; links are not followed. Throws a `UserError` where the folder is none.
 */
export async function listArchives(folder: string, pattern = "**/*"): Promise<string[]> {
  const found = await stat(folder).catch(() => undefined);
  if (!found?.isDirectory()) {
    const what = found ? "file" : "missing folder";
    throw new UserError(
      `Unexpected ${what} \`${folder}\`, expected a folder with archives`,
      "Create it, or name another.",
    );
  }
  const files = await glob(pattern, { cwd: folder, dot: false, expandDirectories: false, followSymbolicLinks: false });
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
