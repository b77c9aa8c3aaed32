import { hash } from "node:crypto";
import { readFileSync, type Stats, statSync } from "node:fs";
import { join } from "node:path";
import { messageOf } from "../core/errors.ts";
import { MOST_FILE_BYTES } from "../core/look-at.ts";

/** A page or file that is to be looked at: on disk, or with a text given (made from facts, or from an editor). */
export interface Input {
  file: string;
  text?: string;
  /** False for what an editor has not saved: the cache keeps what it knows of the file on disk. */
  remember?: false;
}

/** The bytes of an input and their digest, or why there are none. `stamp` is that of the file, where it can be trusted. */
export type InputBytes =
  | { digest: string; stamp?: string; bytes: Uint8Array }
  | { digest: string; problem: string; hint: string };

/** Pages beyond this size are data, not something a person wrote. */
const MOST_PAGE_BYTES = 4_000_000;

/**
 * Reads an input once. Never throws: what is too large, no file, or cannot be read gives its problem. Read while others
 * work in their threads, so plainly: opening a small file costs less than a promise for it.
 */
export function readInput(root: string, { file, text }: Input, kind: "page" | "file" = "page"): InputBytes {
  const mostBytes = kind === "page" ? MOST_PAGE_BYTES : MOST_FILE_BYTES;
  try {
    if (text !== undefined) return found(new TextEncoder().encode(text));
    const path = join(root, file);
    const stat = statSync(path);
    if (!stat.isFile()) return missing("Unexpected folder or device, expected a file", "Take it out of the pages.");
    if (stat.size > mostBytes) {
      return missing(
        `Unexpected size of ${stat.size} bytes, expected at most ${mostBytes}`,
        "Split the page, or keep what no person wrote outside of the pages.",
      );
    }
    const stamp = stampOf(stat);
    return { ...found(readFileSync(path)), ...(stamp === undefined ? {} : { stamp }) };
  } catch (error) {
    return missing(`Unexpected file that cannot be read (${messageOf(error)})`, "Make it readable.");
  }
}

/** A file that was written this short a time ago may be written again within the same tick of its clock. */
const RECENT_MS = 1000;

/**
 * What changes whenever a file's content does: its number, size and times, of which no program can set the last one back.
 * Undefined where the file is too young to tell, as in git's index.
 */
function stampOf({ ino, size, mtimeMs, ctimeMs }: Stats): string | undefined {
  return Date.now() - ctimeMs > RECENT_MS ? `${ino} ${size} ${mtimeMs} ${ctimeMs}` : undefined;
}

/** The stamp of a file as it is now; undefined where there is none to trust. */
export function readStamp(root: string, file: string): string | undefined {
  const stat = statSync(join(root, file), { throwIfNoEntry: false });
  return stat?.isFile() ? stampOf(stat) : undefined;
}

function found(bytes: Uint8Array): { digest: string; bytes: Uint8Array } {
  return { digest: hash("sha256", bytes, "base64url"), bytes };
}

function missing(problem: string, hint: string): InputBytes {
  return { digest: hash("sha256", problem, "base64url"), problem, hint };
}
