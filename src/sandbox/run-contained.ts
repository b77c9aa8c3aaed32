import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { readTail } from "./read-tail.ts";
import type { ServerUser } from "./server-user.ts";

export interface Contained {
  user: ServerUser;
  cwd: string;
  /** The whole environment: nothing of this process's own is added. */
  env: Readonly<Record<string, string>>;
  /** The file that takes what the command prints; a daemon that it leaves behind may go on writing there. */
  output: string;
  /** Milliseconds after which the command and its group are killed. */
  timeout: number;
  signal: AbortSignal | undefined;
  cutNetwork: boolean;
}

export interface Ran {
  /** The exit status; undefined where a signal ended it. */
  exit: number | undefined;
  timedOut: boolean;
  /** The end of what it printed, at most 64 KiB. */
  output: string;
  /** Milliseconds. */
  took: number;
}

/**
 * Runs a command as an unprivileged user in a process group of its own, where the machine allows it without any network,
 * and waits for its end. Throws the signal's reason when that stops it.
 */
export async function runContained(command: readonly [string, ...string[]], given: Contained): Promise<Ran> {
  const { user, cwd, env, output, timeout, signal, cutNetwork } = given;
  signal?.throwIfAborted();
  const [program, ...args] = cutNetwork ? withoutNetwork(command, user) : command;
  const file = openSync(output, "w", 0o600);
  const started = performance.now();
  const child = spawn(program, args, {
    cwd,
    env: { ...env },
    detached: true,
    stdio: ["ignore", file, file],
    ...(cutNetwork ? {} : user),
  });
  closeSync(file);
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    killGroup(child);
  }, timeout);
  const onAbort = () => killGroup(child);
  signal?.addEventListener("abort", onAbort, { once: true });
  try {
    const exit = await ended(child);
    signal?.throwIfAborted();
    return { exit: timedOut ? undefined : exit, timedOut, output: readTail(output), took: performance.now() - started };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", onAbort);
  }
}

/** Whether this process may give others a network namespace of their own (Linux, and allowed to). */
export function canCutNetwork(user: ServerUser): boolean {
  if (process.platform !== "linux") return false;
  const [program, ...args] = withoutNetwork(["true"], user);
  return spawnSync(program, args, { stdio: "ignore", env: { PATH: "/usr/bin:/bin:/usr/sbin:/sbin" } }).status === 0;
}

/** A new network namespace holds no interface that leads anywhere; Unix sockets work across it (network_namespaces(7)). */
function withoutNetwork(command: readonly string[], { uid, gid }: ServerUser): [string, ...string[]] {
  if (uid === undefined) return ["unshare", "--user", "--map-current-user", "--net", "--", ...command];
  const user = [`--reuid=${uid}`, `--regid=${gid}`, "--clear-groups", "--no-new-privs"];
  return ["unshare", "--net", "--", "setpriv", ...user, "--", ...command];
}

function ended(child: ChildProcess): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code) => resolve(code ?? undefined));
  });
}

function killGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, "SIGKILL");
  } catch {
    // It ended in between.
  }
}
