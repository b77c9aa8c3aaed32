import { availableParallelism } from "node:os";
import { runLanes } from "../../core/run-lanes.ts";
import type { LogFile } from "./list-logs.ts";
import { type Scanned, scanHere } from "./scan-here.ts";
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
  const fileOf = new Map(ranges.map(({ file, range }) => [range, file]));
  const take = (range: LogRange, scanned: Scanned): void => {
    const file = fileOf.get(range) ?? "";
    if ("tally" in scanned) addTally(tally, scanned.tally);
    else if (!failed.some((one) => one.file === file)) failed.push({ file, reason: scanned.reason });
  };
  const count = Math.min(jobs, ranges.length);
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  const here = { run: (range: LogRange) => scanHere(range, linePrefix), stop: () => undefined };
  const threads = count > 1 && bytes > WORTH_THREADS_BYTES;
  const lanes = threads ? Array.from({ length: count }, () => startScanWorker(linePrefix)) : [here];
  await runLanes([...fileOf.keys()], lanes, take, signal);
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
