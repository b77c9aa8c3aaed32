import { hash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
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

/** The bytes of an input and their digest, or why there are none. */
export type InputBytes = { digest: string; bytes: Uint8Array } | { digest: string; problem: string; hint: string };

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
    return found(readFileSync(path));
  } catch (error) {
    return missing(`Unexpected file that cannot be read (${messageOf(error)})`, "Make it readable.");
  }
}

function found(bytes: Uint8Array): InputBytes {
  return { digest: hash("sha256", bytes, "base64url"), bytes };
}

function missing(problem: string, hint: string): InputBytes {
  return { digest: hash("sha256", problem, "base64url"), problem, hint };
}
