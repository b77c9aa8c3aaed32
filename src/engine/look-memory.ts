import { decodeText, type PageBody, pageFromDigest, unreadablePage } from "../content/index.ts";
import type { Look } from "../core/check.ts";
import { UserError } from "../core/errors.ts";
import type { Page } from "../core/page.ts";
import type { ChosenCheck } from "../core/run-checks.ts";
import { lookOf } from "./answers.ts";
import { type Input, type InputBytes, readInput, readStamp } from "./input.ts";
import type { Entry, LookCache } from "./look-cache.ts";
import type { Failure, Job, JobAnswer } from "./messages.ts";

/** A check that looks at pages or files, with its options as of the day and their digest. */
export interface Looking extends ChosenCheck {
  digest: string;
}

/** What one run knows of pages and files: what is remembered of earlier runs, and what its threads answer. */
export interface LookMemory {
  /** What a thread has to be asked about an input; undefined where everything wanted is remembered. */
  plan(input: Input, kind: Job["kind"], wanted: readonly number[]): Job | undefined;
  /** Takes a thread's answer. */
  learn(job: Job, answer: JobAnswer): void;
  /** How many pages and files threads have answered about. */
  learned(): number;
  /** The look of a check at a file; undefined where it has none. */
  look(file: string, check: string): Look | undefined;
  /** The first of a check's looks that failed. */
  failed(check: string): { file: string; failure: Failure } | undefined;
  /** A page as it was looked at; parts of it are read when they are asked for. */
  page(input: Input): Page;
  /** Keeps everything for the next run; of what an editor holds, what was known before. */
  keep(inputs: readonly Input[]): Promise<void>;
}

/** `body`: whether pages have to be there in full, as a check without looks may ask them for anything. */
export function openMemory(root: string, cache: LookCache, looking: readonly Looking[], body: boolean): LookMemory {
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

  return {
    plan,
    learn,
    learned: () => learned.size,
    look: (file, check) => lookOf(known.get(file)?.looks.get(check)?.look),
    failed: (check) => failures.get(check)?.[0],
    page: pageOf,
    async keep(inputs) {
      const edited = new Set(inputs.flatMap(({ file, remember }) => (remember === false ? [file] : [])));
      const remembered = [...known].filter(([file]) => !edited.has(file));
      await cache.write(
        new Map([...remembered, ...forgotten]),
        (file) => (learned.has(file) || renewed.has(file)) && !edited.has(file),
      );
    },
  };
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
