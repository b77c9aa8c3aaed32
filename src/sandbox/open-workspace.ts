import { statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { canCutNetwork, type Ran, runContained } from "./run-contained.ts";
import { openSandboxFolder } from "./sandbox-folder.ts";
import { isReachable, type ServerUser, serverUser } from "./server-user.ts";
import { SANDBOX_MARK } from "./strays.ts";
import { sweepSandboxes } from "./sweep-sandboxes.ts";

/** A folder in which commands run as an unprivileged user; it goes with every process that was started in it. */
export interface Workspace {
  /** Only this process may write here, its user's commands may read. */
  readonly directory: string;
  /** The commands' own folder. */
  readonly home: string;
  /** A folder short enough for Unix sockets. */
  readonly socket: string;
  /** A folder that the commands may write and not replace. */
  readonly results: string;
  readonly user: ServerUser;
  /** Whether its commands have no network. */
  readonly networkCut: boolean;
  /** Bytes that are free where it lies. */
  free(): number;
  run(command: readonly [string, ...string[]], options: WorkspaceRun): Promise<Ran>;
  /** Kills and removes everything; a second call waits for the first. */
  end(): Promise<void>;
}

export interface WorkspaceRun {
  env: Readonly<Record<string, string>>;
  cwd: string;
  /** Milliseconds. */
  timeout: number;
  signal?: AbortSignal | undefined;
}

/** Opens a workspace below the folder for temporary files, and first removes those whose owners are dead. */
export async function openWorkspace(baseDirectory?: string): Promise<Workspace> {
  const user = serverUser();
  const base = baseDirectory ?? (isReachable(tmpdir(), user) ? tmpdir() : "/tmp");
  await sweepSandboxes(base);
  const folder = openSandboxFolder(base, user, false);
  const { directory } = folder;
  const networkCut = canCutNetwork(user);
  return {
    directory,
    home: folder.data,
    socket: folder.socket,
    results: folder.log,
    user,
    networkCut,
    free: () => {
      const { bavail, bsize } = statfsSync(directory);
      return bavail * bsize;
    },
    run: (command, { env, cwd, timeout, signal }) =>
      runContained(command, {
        user,
        cwd,
        env: { ...env, [SANDBOX_MARK]: directory },
        output: join(directory, "output"),
        timeout,
        signal,
        cutNetwork: networkCut,
      }),
    end: folder.end,
  };
}
