import type { MessagePort } from "node:worker_threads";
import { bodyOf, decodeText, headOf, parsePage, unreadablePage } from "../content/index.ts";
import type { Check, Look } from "../core/check.ts";
import { messageOf, UserError } from "../core/errors.ts";
import { lookAtText } from "../core/look-at.ts";
import type { Page } from "../core/page.ts";
import { type InputBytes, readInput } from "./input.ts";
import type { Failure, Job, JobAnswer, WorkerSetup } from "./messages.ts";

/** Answers batches of jobs in a worker thread. A check that throws fails for that page or file; the others go on. */
export function serveLooks(port: MessagePort, setup: WorkerSetup, checks: readonly Check<unknown>[]): void {
  const chosen = setup.looks.map(({ id, options }) => ({ check: checks.find((each) => each.id === id), options }));
  port.on("message", async (jobs: readonly Job[] | undefined) => {
    // No more work: the thread ends by itself, and Node keeps what it compiled for the next run.
    if (!jobs) return port.close();
    const answers: JobAnswer[] = [];
    for (const job of jobs) answers.push(await answerTo(job));
    port.postMessage(answers);
  });

  async function answerTo(job: Job): Promise<JobAnswer> {
    const read = job.read ?? readInput(setup.root, job, job.kind);
    const page = job.kind === "page" ? pageOf(job.file, read) : undefined;
    const looks: Record<number, string> = {};
    const failures: Record<number, Failure> = {};
    for (const index of job.wanted) {
      try {
        looks[index] = JSON.stringify(await lookWith(index, page, job.file, read));
      } catch (error) {
        failures[index] = failureOf(error);
      }
    }
    return {
      digest: read.digest,
      stamp: "stamp" in read ? read.stamp : undefined,
      looks,
      failures,
      ...(page && job.head ? { head: JSON.stringify(headOf(page, job.body)) } : {}),
      ...(page && job.body ? { body: JSON.stringify(bodyOf(page)) } : {}),
    };
  }

  async function lookWith(index: number, page: Page | undefined, file: string, read: InputBytes): Promise<Look> {
    const { check, options } = chosen[index] ?? {};
    if (!check?.look) throw new Error(`no check with looks at ${index}`);
    if (page) return (await check.look.page?.(page, options)) ?? { findings: [] };
    if ("problem" in read) return { findings: [], unread: read.problem };
    return lookAtText(check.look, { file, text: new TextDecoder().decode(read.bytes) }, options);
  }
}

function pageOf(file: string, read: InputBytes): Page {
  const decoded = "bytes" in read ? decodeText(read.bytes) : read;
  return "text" in decoded ? parsePage(file, decoded.text) : unreadablePage(file, decoded.problem, decoded.hint);
}

export function failureOf(error: unknown): Failure {
  const isBug = !(error instanceof UserError);
  return {
    message: messageOf(error),
    hint: error instanceof UserError ? error.hint : "",
    isBug,
    ...(isBug && error instanceof Error && error.stack ? { stack: error.stack } : {}),
  };
}
