import { messageOf } from "../../core/errors.ts";
import { type LogRange, scanRange } from "./scan-range.ts";
import { type PackedTally, packTally } from "./tally.ts";

/** A part that was read, or why it could not be. */
export type Scanned = { tally: PackedTally } | { reason: string };

/** Reads one part in this thread. What cannot be read is a reason without paths. */
export async function scanHere(range: LogRange, linePrefix: string | undefined): Promise<Scanned> {
  try {
    return { tally: packTally(await scanRange(range, linePrefix)) };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : messageOf(error);
    return { reason: code.startsWith("Z_") ? `damaged gzip data (${code})` : `cannot be read (${code})` };
  }
}
