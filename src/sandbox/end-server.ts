import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { readProcess } from "./process-facts.ts";

const POLL_MS = 10;
/** PostgreSQL itself kills its children after five seconds of an immediate shutdown. */
const PATIENCE_MS = 8_000;

/** The process of the server that runs in a data folder; undefined where none does. */
export function serverProcess(dataFolder: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(join(dataFolder, "postmaster.pid"), "utf8"), 10);
    // The number may since have been given to a stranger.
    return readProcess(pid)?.command.includes(dataFolder) ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** Ends a process by an immediate shutdown: what it holds is thrown away anyway. */
export async function endServer(pid: number): Promise<void> {
  for (const patience of signalled(pid)) {
    for (let waited = 0; readProcess(pid) !== undefined && waited < patience; waited += POLL_MS) await sleep(POLL_MS);
  }
}

/** The same while the process ends and nothing can be awaited any more. */
export function endServerNow(pid: number): void {
  const clock = new Int32Array(new SharedArrayBuffer(4));
  for (const patience of signalled(pid)) {
    for (let waited = 0; readProcess(pid) !== undefined && waited < patience; waited += POLL_MS) {
      Atomics.wait(clock, 0, 0, POLL_MS);
    }
  }
}

/** Removes a folder, with patience for the log writer, which outlives its server by a moment. */
export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
}

/** Asks, then forces; gives how long to wait after each. */
function* signalled(pid: number): Generator<number> {
  for (const signal of ["SIGQUIT", "SIGKILL"] as const) {
    if (readProcess(pid) === undefined) return;
    try {
      process.kill(pid, signal);
    } catch {
      return; // It ended in between.
    }
    yield PATIENCE_MS;
  }
}
