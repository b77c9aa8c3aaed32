import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";

const LONGEST = 65_536;

/**
 * The end of a file that another user may have written, at most `longest` bytes; empty where there is no such file. A link or
 * a pipe put in its place is not followed.
 */
export function readTail(file: string, longest = LONGEST): string {
  let handle: number;
  try {
    handle = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch {
    return "";
  }
  try {
    const stat = fstatSync(handle);
    if (!stat.isFile()) return "";
    const buffer = Buffer.alloc(Math.min(stat.size, longest));
    const read = readSync(handle, buffer, 0, buffer.length, stat.size - buffer.length);
    return buffer.toString("utf8", 0, read);
  } finally {
    closeSync(handle);
  }
}
