import { watch } from "node:fs";
import { basename } from "node:path";
import type { Setting } from "../global-options.ts";
import { interrupted } from "../interrupted.ts";
import { run } from "../run-job.ts";

/** Editors write a file in several steps; a run begins when they are done. */
const QUIET_MS = 80;
const NEVER = ["node_modules", ".git", "dist", ".astro", ".plumbline"];

/** Runs a job now and after every change below the root, one at a time, until SIGINT or SIGTERM; gives 0 then. */
export async function watchAndRun({ root, console }: Setting, job: () => Promise<number>): Promise<number> {
  const isIgnored = (path: string) => path.split(/[\\/]/).some((part) => NEVER.includes(part));
  let timer: NodeJS.Timeout | undefined;
  let isRunning = false;
  let isDirty = false;
  const runNow = async () => {
    if (isRunning) {
      isDirty = true;
      return;
    }
    isRunning = true;
    do {
      isDirty = false;
      // What a person can mend is printed, and the next change is another chance.
      await run(job);
    } while (isDirty);
    isRunning = false;
    console.note("watching for changes; Ctrl-C ends it");
  };
  const ended = Promise.withResolvers<void>();
  const watcher = watch(root, { recursive: true, ignore: (name) => isIgnored(name) }, (_, name) => {
    if (name === null || isIgnored(name) || /^\.|~$/.test(basename(name))) return;
    clearTimeout(timer);
    timer = setTimeout(() => void runNow(), QUIET_MS);
  });
  watcher.on("error", ended.reject);
  void interrupted().then(() => ended.resolve());
  await runNow();
  await ended.promise;
  clearTimeout(timer);
  watcher.close();
  return 0;
}
