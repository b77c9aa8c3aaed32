import { readdirSync, readFileSync } from "node:fs";
import { endServer, endServerNow } from "./end-server.ts";

/** Given to every process of a sandbox that may start others; they inherit it, also where they leave their group. */
export const SANDBOX_MARK = "PLUMBLINE_SANDBOX";

/** Ends every process that bears a sandbox's mark: servers by an immediate shutdown, everything else at once. */
export async function endStrays(folder: string): Promise<void> {
  for (let found = strays(folder); found.length > 0; found = strays(folder)) {
    killAllBut(servers(found), found);
    await Promise.all(servers(found).map(endServer));
  }
}

/** The same while the process ends and nothing can be awaited any more. */
export function endStraysNow(folder: string): void {
  for (let found = strays(folder); found.length > 0; found = strays(folder)) {
    killAllBut(servers(found), found);
    for (const pid of servers(found)) endServerNow(pid);
  }
}

/** The processes that bear the mark. Elsewhere than on Linux their environment cannot be asked for, and none are found. */
function strays(folder: string): number[] {
  if (process.platform !== "linux") return [];
  const mark = `\0${SANDBOX_MARK}=${folder}\0`;
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => `\0${readIfAllowed(`/proc/${name}/environ`)}`.includes(mark))
    .map(Number);
}

function servers(pids: readonly number[]): number[] {
  return pids.filter((pid) => /(^|\/)postgres\0/.test(readIfAllowed(`/proc/${pid}/cmdline`)));
}

function killAllBut(kept: readonly number[], pids: readonly number[]): void {
  for (const pid of pids) {
    if (kept.includes(pid)) continue;
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It ended in between.
    }
  }
}

/** Empty where the process has ended, or is another user's. */
function readIfAllowed(file: string): string {
  try {
    return readFileSync(file, "latin1");
  } catch {
    return "";
  }
}
