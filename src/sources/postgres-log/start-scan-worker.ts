import { Worker } from "node:worker_threads";
import type { Lane } from "../../core/run-lanes.ts";
import type { Scanned } from "./scan-here.ts";
import type { LogRange } from "./scan-range.ts";

/** The worker's own file, under whichever ending this one runs. */
const WORKER = new URL(`./scan-worker.${import.meta.url.endsWith(".ts") ? "ts" : "js"}`, import.meta.url);

/** A thread that reads one part of a log after the other. */
export function startScanWorker(linePrefix: string | undefined): Lane<LogRange, Scanned> {
  const worker = new Worker(WORKER, { workerData: { linePrefix }, resourceLimits: { maxYoungGenerationSizeMb: 4 } });
  const run = (range: LogRange): Promise<Scanned> =>
    new Promise((resolve, reject) => {
      const settle = (finish: () => void): void => {
        worker.off("message", onMessage).off("error", onError).off("exit", onExit);
        finish();
      };
      const onMessage = (scanned: Scanned): void => settle(() => resolve(scanned));
      const onError = (error: unknown): void => settle(() => reject(error));
      const onExit = (code: number): void =>
        settle(() => reject(new Error(`The thread that read a log ended with code ${code} and no result`)));
      worker.on("message", onMessage).on("error", onError).on("exit", onExit);
      worker.postMessage(range);
    });
  return { run, stop: () => void worker.terminate() };
}
