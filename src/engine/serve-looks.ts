import type { MessagePort } from "node:worker_threads";
import { bodyOf, decodeText, headOf, parsePage, unreadablePage } from "../content/index.ts";
import type { Check, Look } from "../core/check.ts";
import { messageOf, UserError } from "../core/errors.ts";
import { lookAtText } from "../core/look-at.ts";
import type { Page } from "../core/page.ts";
import type { Failure, Job, JobAnswer, WorkerSetup } from "./messages.ts";

/** Answers batches of jobs in a worker thread. A check that throws fails for that page or file; the others go on. */
export function serveLooks(port: MessagePort, setup: WorkerSetup, checks: readonly Check<unknown>[]): void {
  const chosen = setup.looks.map(({ id, options }) => ({ check: checks.find((each) => each.id === id), options }));
  port.on("message", async (jobs: readonly Job[]) => {
    const answers: JobAnswer[] = [];
    for (const job of jobs) answers.push(await answerTo(job));
    port.postMessage(answers);
  });

  async function answerTo(job: Job): Promise<JobAnswer> {
    const page = job.kind === "page" ? pageOf(job) : undefined;
    const text = page ? "" : new TextDecoder().decode(job.bytes);
    const looks: Record<number, string> = {};
    const failures: Record<number, Failure> = {};
    for (const index of job.wanted) {
      try {
        looks[index] = JSON.stringify(await lookWith(index, page, job, text));
      } catch (error) {
        failures[index] = failureOf(error);
      }
    }
    return {
      looks,
      failures,
      ...(page && job.head ? { head: JSON.stringify(headOf(page)) } : {}),
      ...(page && job.body ? { body: JSON.stringify(bodyOf(page)) } : {}),
    };
  }

  async function lookWith(index: number, page: Page | undefined, job: Job, text: string): Promise<Look> {
    const { check, options } = chosen[index] ?? {};
    if (!check?.look) throw new Error(`no check with looks at ${index}`);
    if (page) return (await check.look.page?.(page, options)) ?? { findings: [] };
    if (job.problem !== undefined) return { findings: [], unread: job.problem };
    return lookAtText(check.look, { file: job.file, text }, options);
  }
}

function pageOf({ file, bytes, problem = "", hint = "" }: Job): Page {
  if (!bytes) return unreadablePage(file, problem, hint);
  const decoded = decodeText(bytes);
  return "problem" in decoded ? unreadablePage(file, decoded.problem, decoded.hint) : parsePage(file, decoded.text);
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
