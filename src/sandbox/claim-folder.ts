import { lstatSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { processSpace, readProcess } from "./process-facts.ts";

const PREFIX = "plumbline-sandbox-";
const OWNER_FILE = "owner.json";
/** How long a folder may be without its owner file before it counts as left behind. */
const GRACE_MS = 60_000;

/** Makes a folder of this process's own, which a later sweep knows to be orphaned once this process is gone. */
export function claimFolder(base: string): string {
  const folder = mkdtempSync(join(base, PREFIX));
  const owner = { pid: process.pid, started: readProcess(process.pid)?.started, space: processSpace() };
  writeFileSync(join(folder, OWNER_FILE), JSON.stringify(owner), { mode: 0o600 });
  return folder;
}

/**
 * The folders below `base` whose owners are dead. Those of another user are not looked at, nor those of another
 * container, whose process numbers say nothing here.
 */
export function orphanedFolders(base: string): string[] {
  return readdirSync(base)
    .filter((name) => name.startsWith(PREFIX))
    .map((name) => join(base, name))
    .filter(isOrphaned);
}

function isOrphaned(folder: string): boolean {
  const stat = lstatSync(folder, { throwIfNoEntry: false });
  if (!stat?.isDirectory() || stat.uid !== process.getuid?.()) return false;
  const owner = readOwner(folder);
  if (owner === undefined) return Date.now() - stat.mtimeMs > GRACE_MS;
  return owner.space === processSpace() && readProcess(owner.pid)?.started !== owner.started;
}

function readOwner(folder: string): { pid: number; started: string; space: string } | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, OWNER_FILE), "utf8"));
  } catch {
    return undefined;
  }
}
