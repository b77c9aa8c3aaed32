import { execFileSync } from "node:child_process";
import { readFileSync, readlinkSync } from "node:fs";

/** What tells one process from another that is later given the same number. */
export interface ProcessFacts {
  /** When it was started, in the system's own words; only ever compared. */
  started: string;
  command: string;
}

/** Looks at a running process; undefined where there is none, or where it has ended and waits to be buried. */
export function readProcess(pid: number): ProcessFacts | undefined {
  return process.platform === "linux" ? fromProc(pid) : fromPs(pid);
}

/** Names the space in which process numbers mean what they mean here: a container has its own. */
export function processSpace(): string {
  return process.platform === "linux" ? readlinkSync("/proc/self/ns/pid") : process.platform;
}

function fromProc(pid: number): ProcessFacts | undefined {
  const stat = readIfThere(`/proc/${pid}/stat`);
  if (stat === undefined) return undefined;
  // The command's name stands in brackets and may hold anything; the fields after it are counted from 3 (proc(5)).
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  if (fields[0] === "Z" || fields[0] === "X") return undefined;
  const boot = readIfThere("/proc/sys/kernel/random/boot_id")?.trim();
  return {
    started: `${boot} ${fields[19]}`,
    command: readIfThere(`/proc/${pid}/cmdline`)?.replaceAll("\0", " ") ?? "",
  };
}

function fromPs(pid: number): ProcessFacts | undefined {
  try {
    const options = ["-o", "state=,lstart=,command=", "-p", String(pid)];
    const line = execFileSync("ps", options, { encoding: "utf8", env: { LC_ALL: "C", PATH: process.env.PATH } }).trim();
    const [, state, started, command] = /^(\S+)\s+(\S+ \S+\s+\d+ [\d:]+ \d+)\s+(.*)$/s.exec(line) ?? [];
    if (!state || !started || state.startsWith("Z")) return undefined;
    return { started, command: command ?? "" };
  } catch {
    return undefined;
  }
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
