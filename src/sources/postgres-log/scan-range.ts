import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { type LineScanner, LONGEST_RECORD, scanLines } from "./scan-lines.ts";
import { emptyTally, type Tally } from "./tally.ts";

/** A part of a log that one thread reads: the lines that begin in `from` (inclusive) to `to` (exclusive). */
export interface LogRange {
  path: string;
  from: number;
  to: number;
  /** Where the file ended when it was listed; what is written after that is for the next time. */
  size: number;
  gzip: boolean;
}

const BLOCK_BYTES = 1024 * 1024;

/** Reads a part of a log. Throws where the file cannot be read, or its gzip data is damaged. */
export async function scanRange(range: LogRange, linePrefix: string | undefined): Promise<Tally> {
  const tally = emptyTally();
  const cutter = cutLines(scanLines(tally, linePrefix));
  if (range.gzip) await inflate(range.path, (block) => cutter.add(block));
  else await readBlocks(range, cutter);
  cutter.end();
  return tally;
}

async function inflate(path: string, take: (block: Buffer) => void): Promise<void> {
  await pipeline(createReadStream(path), createGunzip({ chunkSize: 256 * 1024 }), async (blocks) => {
    for await (const block of blocks) take(block as Buffer);
  });
}

async function readBlocks({ path, from, to, size }: LogRange, cutter: Cutter): Promise<void> {
  const file = await open(path, "r");
  try {
    const buffer = Buffer.allocUnsafe(BLOCK_BYTES);
    // A line belongs to the part that it begins in; one byte earlier tells whether one begins at `from`.
    let at = from > 0 ? from - 1 : 0;
    let skipping = from > 0;
    while (at < size) {
      const { bytesRead } = await file.read(buffer, 0, Math.min(BLOCK_BYTES, size - at), at);
      if (bytesRead === 0) return;
      let start = 0;
      if (skipping) {
        const newline = buffer.subarray(0, bytesRead).indexOf(10);
        if (newline < 0) {
          at += bytesRead;
          if (at >= to) return;
          continue;
        }
        start = newline + 1;
        skipping = false;
        if (at + start >= to) return;
      }
      // The last line of this part may end far behind it.
      if (at + bytesRead > to) {
        const last = to - 1 < at + start ? start - 1 : to - 1 - at;
        const newline = buffer.subarray(0, bytesRead).indexOf(10, Math.max(0, last));
        if (newline >= 0) {
          cutter.add(buffer.subarray(start, newline + 1));
          return;
        }
      }
      cutter.add(buffer.subarray(start, bytesRead));
      at += bytesRead;
    }
  } finally {
    await file.close();
  }
}

interface Cutter {
  add(block: Buffer): void;
  end(): void;
}

/** Cuts blocks into lines; a line that spans blocks is put together, up to the longest that is looked at. */
function cutLines(scanner: LineScanner): Cutter {
  let parts: Buffer[] = [];
  let held = 0;
  let tooLong = false;
  const hold = (piece: Buffer): void => {
    if (piece.length === 0) return;
    held += piece.length;
    if (held > LONGEST_RECORD) {
      tooLong = true;
      parts = [];
    } else parts.push(Buffer.from(piece));
  };
  return {
    add(block) {
      let from = 0;
      for (let to = block.indexOf(10); to >= 0; to = block.indexOf(10, from)) {
        if (held > 0) {
          hold(block.subarray(from, to));
          if (tooLong) scanner.long();
          else {
            const whole = Buffer.concat(parts);
            scanner.line(whole, 0, whole.length);
          }
          parts = [];
          held = 0;
          tooLong = false;
        } else scanner.line(block, from, to);
        from = to + 1;
      }
      hold(block.subarray(from));
    },
    end() {
      scanner.end(held);
    },
  };
}
