import { type ChildProcess, execFile, spawn } from "node:child_process";
import { appendFileSync, closeSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { messageOf, UserError } from "../core/errors.ts";
import type { RunnableBinaries } from "./reachable-binaries.ts";
import type { SandboxFolder } from "./sandbox-folder.ts";
import type { ServerUser } from "./server-user.ts";

export interface Launch {
  binaries: RunnableBinaries;
  user: ServerUser;
  folder: SandboxFolder;
  port: number;
  /** Lines of postgresql.conf. */
  configuration: string;
  /** The most address space of each process, in bytes. */
  memoryBytes?: number | undefined;
  signal: AbortSignal | undefined;
}

const READY_MS = 60_000;
const SHOWN_LINES = 12;

/** Fills the data folder. Throws a `UserError` with what initdb said. */
export async function initialise({ binaries, user, folder, configuration, signal }: Launch): Promise<void> {
  const cluster = ["--no-sync", "--auth=trust", "--username=postgres", `--pgdata=${folder.data}`];
  const ctype = process.platform === "linux" ? ["--lc-ctype=C.UTF-8"] : [];
  const language = ["--encoding=UTF8", "--locale=C", ...ctype, "--text-search-config=english"];
  const running = promisify(execFile)(join(binaries.bin, "initdb"), [...cluster, ...language], {
    env: binaries.env,
    cwd: folder.data,
    ...user,
    ...(signal ? { signal } : {}),
  });
  folder.holds(running.child.pid);
  try {
    await running;
  } catch (error) {
    signal?.throwIfAborted();
    throw new UserError("The sandbox's data folder could not be made", lastLines(messageOf(error)), { cause: error });
  }
  appendFileSync(join(folder.data, "postgresql.conf"), `\nlog_directory = '../log'\n${configuration}`);
}

/** Starts the server and waits until it takes connections. Throws a `UserError` with the log's last lines. */
export async function launch(options: Launch): Promise<void> {
  const { folder, signal } = options;
  const log = join(folder.log, "postmaster.log");
  const child = spawnServer(options, log);
  folder.holds(child.pid);
  let failure: Error | undefined;
  child.on("error", (error) => {
    failure = error;
  });
  for (const until = Date.now() + READY_MS; Date.now() < until; await sleep(10)) {
    signal?.throwIfAborted();
    if (isReady(folder.data)) return;
    if (failure || child.exitCode !== null || child.signalCode !== null) break;
  }
  const words = lastLines(readFileSync(log, "utf8")) || failure?.message;
  throw new UserError("The sandbox server did not start", words, { cause: failure });
}

function spawnServer({ binaries, user, folder, port, memoryBytes }: Launch, log: string): ChildProcess {
  // Given here they can be changed by no file and no ALTER SYSTEM: never TCP.
  const fixed = ["listen_addresses=", `unix_socket_directories=${folder.socket}`, `port=${port}`];
  const output = openSync(log, "a");
  const server = [join(binaries.bin, "postgres"), "-D", folder.data, ...fixed.flatMap((each) => ["-c", each])];
  const [program = "", ...args] = memoryBytes === undefined ? server : limited(memoryBytes, server);
  const child = spawn(program, args, {
    env: binaries.env,
    cwd: folder.data,
    // A session of its own: Ctrl-C at the terminal is for this process, which then ends the server in its turn.
    detached: true,
    stdio: ["ignore", output, output],
    ...user,
  });
  closeSync(output);
  child.unref();
  return child;
}

/** Node cannot set resource limits (setrlimit(2)); every shell can, and then becomes the server. */
function limited(memoryBytes: number, command: readonly string[]): string[] {
  const kibibytes = Math.floor(memoryBytes / 1024);
  return ["/bin/sh", "-c", 'ulimit -v "$1" && shift && exec "$@"', "sh", String(kibibytes), ...command];
}

/** The eighth line of postmaster.pid is the server's own word on its state (PostgreSQL's pidfile.h, since 10). */
function isReady(data: string): boolean {
  try {
    return readFileSync(join(data, "postmaster.pid"), "utf8").split("\n")[7]?.trim() === "ready";
  } catch {
    return false;
  }
}

function lastLines(text: string): string {
  return text.trim().split("\n").slice(-SHOWN_LINES).join("\n");
}
