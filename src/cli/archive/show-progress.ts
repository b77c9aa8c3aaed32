import { sizeText } from "./size-text.ts";

const EVERY_MS = 200;

/** Told how many bytes have been read of how many. */
export type OnProgress = (bytesRead: number, totalBytes: number) => void;

/**
 * Shows on a terminal how far a reading is, its rate and the time left; undefined where nobody looks. `done` wipes the
 * line, so that the result stands alone.
 */
export function showProgress(options: {
  format?: string;
  quiet?: boolean;
}): { on: OnProgress; done(): void } | undefined {
  if (options.quiet || options.format === "json" || process.stderr.isTTY !== true) return undefined;
  const start = performance.now();
  let shown = Number.NEGATIVE_INFINITY;
  return {
    on(bytesRead, totalBytes) {
      const now = performance.now();
      if (now - shown < EVERY_MS) return;
      shown = now;
      process.stderr.write(`\r\u001b[K${progressText(bytesRead, totalBytes, (now - start) / 1000)}`);
    },
    done: () => void process.stderr.write("\r\u001b[K"),
  };
}

/** One line of progress after so many seconds. */
export function progressText(bytesRead: number, totalBytes: number, seconds: number): string {
  const rate = bytesRead / Math.max(seconds, 0.001);
  const left = rate > 0 ? Math.ceil(Math.max(0, totalBytes - bytesRead) / rate) : 0;
  return `${sizeText(bytesRead)} of ${sizeText(totalBytes)}, ${sizeText(rate)}/s, ${left} s left`;
}
