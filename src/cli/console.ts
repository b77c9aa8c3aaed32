import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** Where a command writes: its result to stdout or a file, everything else to stderr. */
export interface Console {
  result(text: string): void;
  note(text: string): void;
  detail(text: string): void;
  color: boolean;
}

/** A console for the global options; `quiet` keeps errors only, `verbose` adds details. */
export function openConsole(options: {
  output?: string;
  quiet?: boolean;
  verbose?: boolean;
  color?: boolean;
}): Console {
  return {
    result: (text) => {
      if (options.output === undefined) return void process.stdout.write(text);
      mkdirSync(dirname(options.output), { recursive: true });
      writeFileSync(options.output, text);
    },
    note: (text) => void (options.quiet || process.stderr.write(`${text}\n`)),
    detail: (text) => void (options.verbose && process.stderr.write(`${text}\n`)),
    color: options.color !== false && !process.env.NO_COLOR && process.stdout.isTTY === true && !options.output,
  };
}

/** Runs one step of a command and says how long it took, in seconds. */
export async function step<T>(console: Console, title: string, run: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const result = await run();
  console.note(`${title} (${((performance.now() - start) / 1000).toFixed(1)} s)`);
  return result;
}
