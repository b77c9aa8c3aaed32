import { availableParallelism } from "node:os";
import { messageOf, UserError } from "../../core/errors.ts";
import { runLanes } from "../../core/run-lanes.ts";
import type { BucketAccess } from "./bucket/bucket-access.ts";
import { inspectArchive } from "./inspect.ts";
import type { Inspected, OnBytes } from "./inspected.ts";
import { NoArchive } from "./no-archive.ts";
import { PartlyRead } from "./partly-read.ts";
import { below } from "./place.ts";
import { sizesOf } from "./sizes-of.ts";
import { startInspectWorker } from "./start-inspect-worker.ts";

export interface ManyOptions {
  /** How many archives are read at once; default: one per processor. */
  jobs?: number;
  fields?: boolean;
  signal?: AbortSignal;
  /** How to reach the bucket, where the folder is an address of one. */
  access?: BucketAccess | undefined;
  /** Told when an archive is done. */
  onDone?: (file: string) => void;
  /** Told how many bytes of an archive have been read; several archives take turns. */
  onBytes?: OnBytes;
}

/** Below this many bytes in all, starting threads takes longer than they save. */
const WORTH_THREADS_BYTES = 32 * 1024 * 1024;

/**
 * Inspects several archives of a folder, in worker threads where that pays. The result is in the order of `files`,
 * whatever finished first. What cannot be read is a reason, not an error.
 */
export async function inspectMany(
  folder: string,
  files: readonly string[],
  options: ManyOptions = {},
): Promise<Inspected[]> {
  const { jobs = availableParallelism(), fields = false, signal, access, onDone, onBytes } = options;
  const results = new Map<string, Inspected>();
  const count = Math.min(jobs, files.length);
  const threads = count > 1 && sum(await sizesOf(folder, files, access)) > WORTH_THREADS_BYTES;
  const here = {
    run: (file: string) => inspectHere(folder, file, fields, { signal, onBytes, access }),
    stop: () => undefined,
  };
  const lanes = threads
    ? Array.from({ length: count }, () => startInspectWorker({ folder, fields, access, onBytes }))
    : [here];
  const take = (file: string, inspected: Inspected): void => {
    results.set(file, inspected);
    onDone?.(file);
  };
  await runLanes(files, lanes, take, signal);
  return files.flatMap((file) => results.get(file) ?? []);
}

/** Inspects one archive of a folder in this thread. */
export async function inspectHere(
  folder: string,
  file: string,
  fields: boolean,
  {
    signal,
    onBytes,
    access,
  }: Pick<ManyOptions, "access"> & { signal?: AbortSignal | undefined; onBytes?: OnBytes | undefined } = {},
): Promise<Inspected> {
  const path = below(folder, file);
  try {
    const inspection = await inspectArchive(path, {
      fields,
      access,
      ...(signal && { signal }),
      ...(onBytes && { onProgress: (bytesRead: number) => onBytes(file, bytesRead) }),
    });
    return { file, inspection: { ...inspection, file } };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const short = (message: string): string => message.replaceAll(path, () => file);
    const not = { file, reason: short(messageOf(error)), readable: error instanceof NoArchive };
    if (!(error instanceof PartlyRead)) return not;
    const problems = error.partial.problems.map((one) => ({ ...one, message: short(one.message) }));
    return { ...not, partial: { ...error.partial, file, problems } };
  }
}

function sum(sizes: ReadonlyMap<string, number>): number {
  return [...sizes.values()].reduce((all, bytes) => all + bytes, 0);
}
