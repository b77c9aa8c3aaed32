import type { Job, JobAnswer } from "./messages.ts";
import { failureOf } from "./serve-looks.ts";
import type { Pool } from "./start-pool.ts";

const BATCH_BYTES = 192 * 1024;
const BATCH_JOBS = 32;
/** Of a file that nobody has read yet. */
const GUESS_BYTES = 12 * 1024;

/** Two batches a thread are on their way at a time: nobody waits, and the memory holds only what is worked on. */
export async function askInBatches(
  pool: Pool,
  threads: number,
  jobs: Iterable<Job>,
  learn: (job: Job, answer: JobAnswer) => void,
): Promise<void> {
  const under = new Set<Promise<void>>();
  const send = async (batch: readonly Job[]) => {
    const run = askFor(pool, batch, learn).finally(() => under.delete(run));
    under.add(run);
    if (under.size >= threads * 2) await Promise.race(under);
  };
  let batch: Job[] = [];
  let bytes = 0;
  for (const job of jobs) {
    batch.push(job);
    bytes += job.read && "bytes" in job.read ? job.read.bytes.length : GUESS_BYTES;
    // What is found first goes off at once: in most runs it is the one page that changed.
    if (under.size > 0 && bytes < BATCH_BYTES && batch.length < BATCH_JOBS) continue;
    await send(batch);
    batch = [];
    bytes = 0;
  }
  if (batch.length > 0) await send(batch);
  await Promise.all(under);
}

/** A batch whose thread ended is asked again page by page, so that the one which does it is named and the others count. */
async function askFor(pool: Pool, batch: readonly Job[], learn: (job: Job, answer: JobAnswer) => void): Promise<void> {
  try {
    const answers = await pool.ask(batch);
    for (const [index, job] of batch.entries()) learn(job, answers[index] ?? NO_ANSWER);
  } catch (error) {
    const [job] = batch;
    if (batch.length > 1) await Promise.all(batch.map((each) => askFor(pool, [each], learn)));
    else if (job) {
      const failure = failureOf(error);
      learn(job, { ...NO_ANSWER, failures: Object.fromEntries(job.wanted.map((index) => [index, failure])) });
    }
  }
}

const NO_ANSWER: JobAnswer = { digest: "", looks: {}, failures: {} };
