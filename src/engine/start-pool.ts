import { Worker } from "node:worker_threads";
import { UserError } from "../core/errors.ts";
import type { Job, JobAnswer, WorkerSetup } from "./messages.ts";

export interface PoolOptions {
  worker: URL;
  setup: WorkerSetup;
  /** Threads at most; each starts when there is work for it. */
  size: number;
  /** A batch without an answer after this time ends its thread, in milliseconds. */
  limitMs: number;
  /** Memory of one thread, in MiB: a page that wants more ends its thread, not the run. */
  limitMiB: number;
}

export interface Pool {
  /** Answers in the order of the jobs. Rejects where the thread ends or takes too long; another then takes its place. */
  ask(jobs: readonly Job[]): Promise<readonly JobAnswer[]>;
  /** Lets the threads, which have nothing to do any more, end by themselves. */
  close(): void;
}

/** Worker threads that look at batches of pages, one batch a thread at a time. */
export function startPool({ worker, setup, size, limitMs, limitMiB }: PoolOptions): Pool {
  const idle: Worker[] = [];
  const all = new Set<Worker>();
  let isAsked = false;
  const waiting: ((worker: Worker) => void)[] = [];

  const start = (): Worker => {
    const made = new Worker(worker, {
      workerData: setup,
      resourceLimits: { maxOldGenerationSizeMb: limitMiB, maxYoungGenerationSizeMb: 48 },
    });
    all.add(made);
    return made;
  };
  const take = (): Worker | Promise<Worker> =>
    idle.pop() ?? (all.size < size ? start() : new Promise((resolve) => waiting.push(resolve)));
  const release = (free: Worker): void => {
    const next = waiting.shift();
    if (next) next(free);
    else idle.push(free);
  };
  const discard = (dead: Worker): void => {
    all.delete(dead);
    void dead.terminate();
    waiting.shift()?.(start());
  };

  // One thread starts while this one still reads: most runs have something for it.
  idle.push(start());

  return {
    async ask(jobs) {
      isAsked = true;
      const worker = await take();
      try {
        const answers = await exchange(worker, jobs, limitMs);
        release(worker);
        return answers;
      } catch (error) {
        discard(worker);
        throw error;
      }
    },
    close() {
      for (const each of all) {
        if (isAsked) each.postMessage(undefined);
        else void each.terminate();
      }
    },
  };
}

function exchange(worker: Worker, jobs: readonly Job[], limitMs: number): Promise<readonly JobAnswer[]> {
  return new Promise((resolve, reject) => {
    const settle = (finish: () => void): void => {
      clearTimeout(timer);
      worker.off("message", onMessage).off("error", onError).off("exit", onExit);
      finish();
    };
    const failed = (why: string) => new UserError(`The thread that looked at ${jobs[0]?.file} ${why}`);
    const onMessage = (answers: readonly JobAnswer[]) => settle(() => resolve(answers));
    const onError = (error: unknown) =>
      settle(() => reject(failed(`ended: ${error instanceof Error ? error.message : String(error)}`)));
    const onExit = (code: number) => settle(() => reject(failed(`ended with code ${code} and no result`)));
    const timer = setTimeout(() => settle(() => reject(failed(`gave no answer within ${limitMs / 1000} s`))), limitMs);
    worker.on("message", onMessage).on("error", onError).on("exit", onExit);
    // Copied, not handed over: a page whose thread ended is asked again by itself.
    worker.postMessage(jobs);
  });
}
