import { chmodSync, chownSync, lstatSync, mkdirSync, realpathSync, statSync } from "node:fs";
import { dirname, join } from "node:path";

/** The numbers that Unix systems give to nobody; no entry in the user database is needed. */
const NOBODY = 65534;

/** The operating-system user that servers run as: PostgreSQL refuses to run as root. Empty means the user of this process. */
export type ServerUser = { uid: number; gid: number } | Record<string, never>;

/** Nobody where this process is root, itself otherwise. */
export function serverUser(): ServerUser {
  return process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
}

/** Makes a folder that only the server's user, and root, can enter. */
export function makeServerFolder(parent: string, name: string, user: ServerUser): string {
  const folder = join(parent, name);
  mkdirSync(folder, { mode: 0o700 });
  if (user.uid !== undefined && user.gid !== undefined) {
    // The server's user has to pass through the parent, and can do nothing else there.
    chmodSync(parent, 0o711);
    chownSync(folder, user.uid, user.gid);
  }
  return folder;
}

/** Whether the server's user can come to a file or folder and read it. Asks the mode bits for others only. */
export function isReachable(path: string, user: ServerUser): boolean {
  if (user.uid === undefined) return true;
  const real = realpathSync(path);
  if ((statSync(real).mode & 0o005) !== 0o005) return false;
  for (let folder = dirname(real); ; folder = dirname(folder)) {
    if ((lstatSync(folder).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}
