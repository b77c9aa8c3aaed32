import { showProgress } from "./archive/show-progress.ts";
import type { Console } from "./console.ts";
import type { GlobalOptions } from "./global-options.ts";

/** One line of progress for all targets that are being pulled. */
export interface PullProgress {
  /** Told how far one target is, in bytes. */
  of(target: string): (bytesRead: number, totalBytes: number) => void;
  /** The console with the line wiped before anything else is said. */
  over(console: Console): Console;
  done(): void;
}

/** Shows on a terminal how many bytes of all targets have been read, rate and time left; undefined where nobody looks. */
export function pullProgress(options: GlobalOptions): PullProgress | undefined {
  const shown = showProgress(options);
  if (!shown) return undefined;
  const targets = new Map<string, { bytesRead: number; totalBytes: number }>();
  const sum = (key: "bytesRead" | "totalBytes"): number =>
    [...targets.values()].reduce((all, one) => all + one[key], 0);
  return {
    of: (target) => (bytesRead, totalBytes) => {
      targets.set(target, { bytesRead, totalBytes });
      shown.on(sum("bytesRead"), sum("totalBytes"));
    },
    over: ({ note, detail, ...rest }) => ({
      ...rest,
      note: (text) => {
        shown.done();
        note(text);
      },
      detail: (text) => {
        shown.done();
        detail(text);
      },
    }),
    done: shown.done,
  };
}
