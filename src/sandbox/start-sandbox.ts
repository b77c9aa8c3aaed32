import { tmpdir } from "node:os";
import { UserError } from "../core/errors.ts";
import { findBinaries, programVersion } from "./find-binaries.ts";
import { initialise, type Launch, launch } from "./launch-server.ts";
import { reachableBinaries } from "./reachable-binaries.ts";
import { openSandboxFolder } from "./sandbox-folder.ts";
import type { SandboxServer } from "./sandbox-server.ts";
import { renderSettings } from "./server-settings.ts";
import { isReachable, type ServerUser, serverUser } from "./server-user.ts";
import { sweepSandboxes } from "./sweep-sandboxes.ts";

export interface SandboxOptions {
  /** Default 16. */
  major?: number;
  /** Lines of postgresql.conf, by name; sockets, port and addresses are the sandbox's own. */
  settings?: Readonly<Record<string, string>>;
  /** The folder in which the sandbox makes its own; default: the system's folder for temporary files. */
  baseDirectory?: string;
  /** The folder of an installed server's programs, in place of those that came with this package. */
  binDirectory?: string;
  /** Stops the server, also while it starts; `startSandbox` then throws the signal's reason. */
  signal?: AbortSignal;
  /** The most address space of each of its processes, in bytes: what wants more gets an error (SQLSTATE 53200). */
  memoryBytes?: number;
  /** Leaves the folder of the logs, and nothing else, when the server has ended. */
  keepLogs?: boolean;
}

/** Every sandbox has a socket folder of its own, so the port can be the one that every client knows. */
const PORT = 5432;

/**
 * Starts a disposable PostgreSQL on a Unix socket, as an unprivileged user even where this process is root. It is gone
 * with its folder after `stop`, at the end of this process, or, after SIGKILL, with the next start. Throws a
 * `UserError` where it cannot be started.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<SandboxServer> {
  const { major = 16, settings = {}, signal, memoryBytes, keepLogs = false } = options;
  signal?.throwIfAborted();
  const user = serverUser();
  const base = chooseBase(options.baseDirectory, user);
  const found = findBinaries(major, options.binDirectory);
  const configuration = renderSettings(settings);
  await sweepSandboxes(base);

  const folder = openSandboxFolder(base, user, keepLogs);
  try {
    const binaries = reachableBinaries(found, folder.directory, user);
    const version = programVersion(binaries.bin, binaries.env);
    const server: Launch = { binaries, user, folder, port: PORT, configuration, memoryBytes, signal };
    await initialise(server);
    await launch(server);
    signal?.addEventListener("abort", folder.end, { once: true });
    return {
      major: Number.parseInt(version, 10),
      version,
      directory: folder.directory,
      socketDirectory: folder.socket,
      port: PORT,
      logDirectory: folder.log,
      connection: (database = "postgres", name = "postgres") => {
        return { host: folder.socket, port: PORT, user: name, database };
      },
      stop: () => {
        signal?.removeEventListener("abort", folder.end);
        return folder.end();
      },
    };
  } catch (error) {
    await folder.end();
    throw error;
  }
}

function chooseBase(wanted: string | undefined, user: ServerUser): string {
  if (wanted === undefined) return isReachable(tmpdir(), user) ? tmpdir() : "/tmp";
  if (isReachable(wanted, user)) return wanted;
  throw new UserError(
    `The user that the server runs as cannot enter \`${wanted}\``,
    "Choose a folder that every user may enter, such as /tmp.",
  );
}
