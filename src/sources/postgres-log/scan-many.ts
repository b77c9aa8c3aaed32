import { availableParallelism } from "node:os";
import type { LogFile } from "./list-logs.ts";
import { type Scan, scanHere } from "./scan-here.ts";
import type { LogRange } from "./scan-range.ts";
import { startScanWorker } from "./start-scan-worker.ts";
import { addTally, emptyTally, type Tally } from "./tally.ts";

export interface ManyOptions {
  linePrefix?: string | undefined;
  signal?: AbortSignal;
  jobs?: number;
}

/** Below this many bytes in all, starting threads takes longer than they save. */
const WORTH_THREADS_BYTES = 32 * 1024 * 1024;
const PART_BYTES = 32 * 1024 * 1024;

/** Reads all logs, in worker threads where that pays, and adds up what they say; `failed` names files with the reason. */
export async function scanMany(
  files: readonly LogFile[],
  { linePrefix, signal, jobs = availableParallelism() }: ManyOptions = {},
): Promise<{ tally: Tally; failed: { file: string; reason: string }[] }> {
  const tally = emptyTally();
  const failed: { file: string; reason: string }[] = [];
  const ranges = files.flatMap((file) => rangesOf(file).map((range) => ({ file: file.file, range })));
  const queue = ranges.values();
  const run = async (scan: Scan): Promise<void> => {
    for (const { file, range } of queue) {
      signal?.throwIfAborted();
      const scanned = await scan(range);
      if ("tally" in scanned) addTally(tally, scanned.tally);
      else if (!failed.some((one) => one.file === file)) failed.push({ file, reason: scanned.reason });
    }
  };
  const lanes = Math.min(jobs, ranges.length);
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  if (lanes > 1 && bytes > WORTH_THREADS_BYTES) await runInWorkers(lanes, linePrefix, run, signal);
  else await run((range) => scanHere(range, linePrefix));
  return { tally, failed: failed.sort((a, b) => (a.file < b.file ? -1 : 1)) };
}

function rangesOf({ path, size, gzip, isJson }: LogFile): LogRange[] {
  if (gzip || !isJson || size <= PART_BYTES) return [{ path, from: 0, to: size, size, gzip }];
  const parts = Math.ceil(size / PART_BYTES);
  return Array.from({ length: parts }, (_, index) => {
    const to = Math.min(size, (index + 1) * PART_BYTES);
    return { path, from: index * PART_BYTES, to, size, gzip };
  });
}

async function runInWorkers(
  count: number,
  linePrefix: string | undefined,
  run: (scan: Scan) => Promise<void>,
  signal: AbortSignal | undefined,
): Promise<void> {
  const workers = Array.from({ length: count }, () => startScanWorker(linePrefix));
  const stop = (): void => {
    for (const worker of workers) worker.stop();
  };
  signal?.addEventListener("abort", stop, { once: true });
  try {
    await Promise.all(workers.map((worker) => run(worker.scan)));
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener("abort", stop);
    stop();
  }
}
