import { type Dirent, readdirSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";

/** Pages have a search of their own, and snapshots are never links. */
const SEARCHED_ELSEWHERE: readonly string[] = ["docs", "facts"];

/**
 * The symbolic links below `content/` that lead to a file, or to nothing: a rule file is often a link to where it is
 * deployed from. Links to folders are not followed, so none of them can lead in a circle.
 */
export function findLinkedFiles(root: string): string[] {
  return entriesOf(join(root, "content"))
    .filter(({ name }) => !SEARCHED_ELSEWHERE.includes(name))
    .flatMap(linksIn)
    .filter((path) => !leadsToFolder(path))
    .map((path) => relative(root, path).split(sep).join("/"));
}

function linksIn(entry: Dirent): string[] {
  const path = join(entry.parentPath, entry.name);
  if (entry.isSymbolicLink()) return [path];
  return entry.isDirectory() ? entriesOf(path).flatMap(linksIn) : [];
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    // There is no such folder, or nobody may look into it: the other search has nothing of it either.
    return [];
  }
}

function leadsToFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
