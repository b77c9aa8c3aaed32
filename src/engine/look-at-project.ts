import { hash } from "node:crypto";
import { decodeText, type PageBody, pageFromDigest, unreadablePage } from "../content/index.ts";
import type { Look, Looks } from "../core/check.ts";
import { UserError } from "../core/errors.ts";
import type { Page } from "../core/page.ts";
import type { ChosenCheck } from "../core/run-checks.ts";
import { errorOf, lookOf, NOTHING } from "./answers.ts";
import { askInBatches } from "./ask-in-batches.ts";
import { type Input, type InputBytes, readInput, readStamp } from "./input.ts";
import { type Entry, openLookCache } from "./look-cache.ts";
import type { Failure, Job, JobAnswer } from "./messages.ts";
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
  const cache = openLookCache(cacheFolder, tool);
  const known = new Map<string, Entry>();
  const failures = new Map<string, { file: string; failure: Failure }[]>();
  const forgotten = new Map<string, Entry>();
  const learned = new Set<string>();
  const renewed = new Set<string>();

  const plan = (input: Input, kind: Job["kind"], wanted: readonly number[]): Job | undefined => {
    const { file, text } = input;
    const remembered = cache.get(file);
    if (input.remember === false && remembered) forgotten.set(file, remembered);
    // What nothing is known of is read where it is looked at.
    const isUntouched =
      remembered?.stamp !== undefined && text === undefined && remembered.stamp === readStamp(root, file);
    const read = remembered && !isUntouched ? readInput(root, input, kind) : undefined;
    const isSame = isUntouched || (remembered !== undefined && read?.digest === remembered.digest);
    if (isSame && read && "stamp" in read) {
      remembered.stamp = read.stamp;
      renewed.add(file);
    }
    const entry: Entry = isSame ? remembered : { digest: read?.digest ?? "", looks: new Map() };
    known.set(file, entry);
    const missing = wanted.filter((index) => {
      const { check, digest } = looking[index] ?? {};
      return entry.looks.get(check?.id ?? "")?.options !== digest;
    });
    // With the body, the head holds the front matter too.
    const needsBody = kind === "page" && body && !entry.hasBody;
    const needs = { head: kind === "page" && (needsBody || entry.head === undefined), body: needsBody };
    if (missing.length === 0 && !needs.head && !needs.body) return undefined;
    const content = { ...(read ? { read: forThread(read) } : {}), ...(text === undefined ? {} : { text }) };
    return { file, kind, wanted: missing, ...needs, ...content };
  };

  const learn = (job: Job, answer: JobAnswer): void => {
    const entry = known.get(job.file);
    if (!entry) return;
    learned.add(job.file);
    entry.digest = answer.digest;
    entry.stamp = answer.stamp;
    if (answer.head !== undefined) entry.head = answer.head;
    if (answer.body !== undefined) {
      entry.body = answer.body;
      entry.hasBody = true;
    }
    for (const index of job.wanted) {
      const { check, digest = "" } = looking[index] ?? {};
      const id = check?.id ?? "";
      const look = answer.looks[index];
      const failure = answer.failures[index];
      if (look !== undefined) entry.looks.set(id, { options: digest, look });
      else entry.looks.delete(id);
      if (failure) failures.set(id, [...(failures.get(id) ?? []), { file: job.file, failure }]);
    }
  };

  const pageIndexes = looking.flatMap(({ check }, index) => (check.look?.page ? [index] : []));
  const wantedOf = (file: string) =>
    looking.flatMap(({ check, options }, index) => (check.look?.wants?.(file, options) ? [index] : []));
  try {
    await askInBatches(pool, threads, jobsOf(request, plan, pageIndexes, wantedOf), learn);
  } finally {
    pool.close();
  }
  // What an editor holds is not what lies on disk: of that, the cache keeps what it knew.
  const edited = new Set(
    request.pages.concat(request.files).flatMap(({ file, remember }) => (remember === false ? [file] : [])),
  );
  const remembered = [...known].filter(([file]) => !edited.has(file));
  await cache.write(
    new Map([...remembered, ...forgotten]),
    (file) => (learned.has(file) || renewed.has(file)) && !edited.has(file),
  );

  return {
    fresh: learned.size,
    pages: request.pages.map((input) => pageOf(input)),
    async looksOf({ check }) {
      const [failed] = failures.get(check.id) ?? [];
      if (failed) throw errorOf(failed);
      const lookFor = (file: string): Look | undefined => lookOf(known.get(file)?.looks.get(check.id)?.look);
      const pages = check.look?.page ? request.pages.map(({ file }) => lookFor(file) ?? NOTHING) : [];
      const files = request.files.flatMap(({ file }) => {
        const look = check.look?.wants ? lookFor(file) : undefined;
        return look ? [[file, look] as const] : [];
      });
      return { pages, files: new Map(files) };
    },
  };

  function pageOf(input: Input): Page {
    const { file } = input;
    const entry = known.get(file);
    const head = entry?.head;
    if (head === undefined) {
      const reason = [...failures.values()].flat().find((each) => each.file === file)?.failure.message;
      return unreadablePage(
        file,
        reason ?? "Unexpected end of the thread that read it",
        "Look at what is unusual in it.",
      );
    }
    const bodyOf = () => {
      const text = entry?.body ?? (entry?.hasBody ? cache.body(file, entry.digest) : undefined);
      return text === undefined ? undefined : (JSON.parse(text) as PageBody);
    };
    return pageFromDigest(file, JSON.parse(head), bodyOf, () => sameText(root, input, known.get(file)?.digest));
  }
}

function* jobsOf(
  { pages, files }: LookRequest,
  plan: (input: Input, kind: Job["kind"], wanted: readonly number[]) => Job | undefined,
  pageIndexes: readonly number[],
  wantedOf: (file: string) => readonly number[],
): Generator<Job> {
  for (const input of pages) {
    const job = plan(input, "page", pageIndexes);
    if (job) yield job;
  }
  for (const input of files) {
    const wanted = wantedOf(input.file);
    const job = wanted.length === 0 ? undefined : plan(input, "file", wanted);
    if (job) yield job;
  }
}

/** What is sent to a thread takes the whole memory behind it along, and Node's buffers share theirs: a copy of its own. */
function forThread(read: InputBytes): InputBytes {
  return "bytes" in read ? { ...read, bytes: Uint8Array.from(read.bytes) } : read;
}

/** The text of a page as it was looked at. Throws a `UserError` where it is another by now. */
function sameText(root: string, input: Input, digest: string | undefined): string {
  const read = readInput(root, input);
  const decoded = "bytes" in read && read.digest === digest ? decodeText(read.bytes) : undefined;
  if (decoded && "text" in decoded) return decoded.text;
  throw new UserError(`Unexpected change of ${input.file} while it was checked`, "Run the check again.");
}
