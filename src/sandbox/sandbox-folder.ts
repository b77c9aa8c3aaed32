import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { claimFolder } from "./claim-folder.ts";
import { endServer, endServerNow, removeFolder } from "./end-server.ts";
import { endWithProcess } from "./end-with-process.ts";
import { makeServerFolder, type ServerUser } from "./server-user.ts";
import { endStrays, endStraysNow } from "./strays.ts";

/** Everything that one sandbox leaves on the machine while it runs. */
export interface SandboxFolder {
  directory: string;
  data: string;
  socket: string;
  log: string;
  /** Binds a process's life to the folder's. */
  holds(pid: number | undefined): void;
  /** Ends what it holds and removes it; a second call waits for the first. */
  end(): Promise<void>;
}

/** The longest path of a socket is 103 bytes on macOS, 107 on Linux (unix(7)). */
const LONGEST_SOCKET_FOLDER = 100 - "/.s.PGSQL.65535".length;

/** Makes the folder, which from then on also goes when this process ends. With `keepLogs` its log folder stays. */
export function openSandboxFolder(base: string, user: ServerUser, keepLogs: boolean): SandboxFolder {
  const claimed: string[] = [];
  const pids = new Set<number>();
  const remove = () => {
    for (const [index, folder] of claimed.entries()) {
      if (!keepLogs || index > 0) removeFolder(folder);
      else for (const name of readdirSync(folder)) if (name !== "log") removeFolder(join(folder, name));
    }
  };
  // Before there is a folder: from then on a signal waits until this function is through, and finds all of it.
  const forget = endWithProcess(() => {
    for (const pid of pids) endServerNow(pid);
    for (const folder of claimed) endStraysNow(folder);
    remove();
  });
  const directory = claimOr(forget, base);
  claimed.push(directory);
  let ending: Promise<void> | undefined;
  const end = async () => {
    await Promise.all([...pids].map(endServer));
    await endStrays(directory);
    remove();
    forget();
  };
  return {
    directory,
    data: makeServerFolder(directory, "data", user),
    socket: makeServerFolder(shortFolder(directory, claimed), "socket", user),
    log: makeServerFolder(directory, "log", user),
    holds: (pid) => {
      if (pid !== undefined) pids.add(pid);
    },
    end: () => {
      ending ??= end();
      return ending;
    },
  };
}

function claimOr(forget: () => void, base: string): string {
  try {
    return claimFolder(base);
  } catch (error) {
    forget();
    throw error;
  }
}

/** The folder itself, or where a socket's path in it would be too long another one that is claimed beside it. */
function shortFolder(directory: string, claimed: string[]): string {
  if (Buffer.byteLength(join(directory, "socket")) <= LONGEST_SOCKET_FOLDER) return directory;
  const short = claimFolder(Buffer.byteLength(tmpdir()) < 60 ? tmpdir() : "/tmp");
  claimed.push(short);
  return short;
}
