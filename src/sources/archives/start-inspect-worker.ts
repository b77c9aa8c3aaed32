import { Worker } from "node:worker_threads";
import type { Lane } from "../../core/run-lanes.ts";
import type { BucketAccess } from "./bucket/bucket-access.ts";
import type { Inspected, OnBytes } from "./inspected.ts";

/** The worker's own file, under whichever ending this one runs. */
const WORKER = new URL(`./inspect-worker.${import.meta.url.endsWith(".ts") ? "ts" : "js"}`, import.meta.url);

/** A thread that inspects one archive of a folder after the other. */
export function startInspectWorker(work: {
  folder: string;
  fields: boolean;
  access?: BucketAccess | undefined;
  onBytes?: OnBytes | undefined;
}): Lane<string, Inspected> {
  const { folder, fields, access, onBytes } = work;
  const worker = new Worker(WORKER, { workerData: { folder, fields, access } });
  const run = (file: string): Promise<Inspected> =>
    new Promise((resolve, reject) => {
      const settle = (finish: () => void): void => {
        worker.off("message", onMessage).off("error", onError).off("exit", onExit);
        finish();
      };
      const onMessage = (message: { inspected: Inspected } | { bytesRead: number }): void => {
        if ("bytesRead" in message) onBytes?.(file, message.bytesRead);
        else settle(() => resolve(message.inspected));
      };
      const onError = (error: unknown): void => settle(() => reject(error));
      const onExit = (code: number): void =>
        settle(() => reject(new Error(`The thread that read ${file} ended with code ${code} and no result`)));
      worker.on("message", onMessage).on("error", onError).on("exit", onExit);
      worker.postMessage(file);
    });
  return { run, stop: () => void worker.terminate() };
}
