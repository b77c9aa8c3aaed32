import { hash } from "node:crypto";
import type { Looks } from "../core/check.ts";
import type { Page } from "../core/page.ts";
import type { ChosenCheck } from "../core/run-checks.ts";
import { errorOf, NOTHING } from "./answers.ts";
import { askInBatches } from "./ask-in-batches.ts";
import type { Input } from "./input.ts";
import { openLookCache } from "./look-cache.ts";
import { type LookMemory, openMemory } from "./look-memory.ts";
import type { Job } from "./messages.ts";
import { startPool } from "./start-pool.ts";

export interface LookRequest {
  root: string;
  pages: readonly Input[];
  /** What is no page; only what a check wants is read. */
  files: readonly Input[];
  checks: readonly ChosenCheck[];
  now: Date;
  /** Threads at most. */
  threads: number;
  /** The file that runs `serveLooks` with the checks. */
  worker: URL;
  /** Undefined: nothing is remembered. */
  cacheFolder: string | undefined;
  /** See `toolDigest`. */
  tool: string;
  /** How long a batch of pages, and then a page alone, may take, in milliseconds. Default: two minutes. */
  limitMs?: number;
  /** Memory of one thread, in MiB. Default: 1024. */
  limitMiB?: number;
}

export interface LookedAt {
  /** In the order of the request. */
  pages: Page[];
  /** Rejects where a look of the check failed. */
  looksOf(chosen: ChosenCheck): Promise<Looks>;
  /** How many pages and files were looked at now, and not remembered. */
  fresh: number;
}

const LIMIT_MS = 120_000;
const LIMIT_MIB = 1024;

/**
 * Reads every page and wanted file once, in this thread, and lets worker threads look at those whose looks are not
 * remembered for this content, these options and this tool. The result does not depend on threads or memory.
 */
export async function lookAtProject(request: LookRequest): Promise<LookedAt> {
  const { root, now, cacheFolder, tool, worker, threads, limitMs = LIMIT_MS, limitMiB = LIMIT_MIB } = request;
  const looking = request.checks
    .filter(({ check }) => check.look)
    .map(({ check, options }) => {
      const current = check.look?.asOf?.(options, now) ?? options;
      return { check, options: current, digest: hash("sha256", JSON.stringify(current) ?? "", "base64url") };
    });
  // Checks that come last look at allowances only; those without looks may ask a page for anything.
  const body = request.checks.some(({ check }) => !check.look && !check.last);
  // The first thread starts while this one reads what is remembered.
  const setup = { root, looks: looking.map(({ check, options }) => ({ id: check.id, options })) };
  const pool = startPool({ worker, setup, size: threads, limitMs, limitMiB });
  const memory = openMemory(root, openLookCache(cacheFolder, tool), looking, body);
  const pageIndexes = looking.flatMap(({ check }, index) => (check.look?.page ? [index] : []));
  const wantedOf = (file: string) =>
    looking.flatMap(({ check, options }, index) => (check.look?.wants?.(file, options) ? [index] : []));
  try {
    await askInBatches(pool, threads, jobsOf(request, memory, pageIndexes, wantedOf), memory.learn);
  } finally {
    pool.close();
  }
  await memory.keep([...request.pages, ...request.files]);

  return {
    fresh: memory.learned(),
    pages: request.pages.map((input) => memory.page(input)),
    async looksOf({ check }) {
      const failed = memory.failed(check.id);
      if (failed) throw errorOf(failed);
      const pages = check.look?.page ? request.pages.map(({ file }) => memory.look(file, check.id) ?? NOTHING) : [];
      const files = request.files.flatMap(({ file }) => {
        const look = check.look?.wants ? memory.look(file, check.id) : undefined;
        return look ? [[file, look] as const] : [];
      });
      return { pages, files: new Map(files) };
    },
  };
}

function* jobsOf(
  { pages, files }: LookRequest,
  memory: LookMemory,
  pageIndexes: readonly number[],
  wantedOf: (file: string) => readonly number[],
): Generator<Job> {
  for (const input of pages) {
    const job = memory.plan(input, "page", pageIndexes);
    if (job) yield job;
  }
  for (const input of files) {
    const wanted = wantedOf(input.file);
    const job = wanted.length === 0 ? undefined : memory.plan(input, "file", wanted);
    if (job) yield job;
  }
}
