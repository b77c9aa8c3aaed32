import { resolve } from "node:path";
import type { Command } from "commander";
import { UserError } from "../core/errors.ts";
import { type Console, openConsole } from "./console.ts";

/** What every command understands (design.md section 4). */
export interface GlobalOptions {
  root: string;
  config?: string;
  facts?: string;
  format?: string;
  output?: string;
  quiet?: boolean;
  verbose?: boolean;
  color?: boolean;
  now?: string;
}

/** Adds the global options to a command, below its own. */
export function withGlobalOptions(command: Command): Command {
  return command
    .option("--root <dir>", "folder that holds the configuration and content/", ".")
    .option("--config <file>", "configuration file (default: plumbline.config.ts, .mjs or .json)")
    .option("--facts <dir>", "folder of the snapshots (default: content/facts)")
    .option("--output <file>", "write the result to a file in place of stdout")
    .option("--now <time>", "the time that counts as now, as RFC 3339 (default: SOURCE_DATE_EPOCH, else the clock)")
    .option("--quiet", "errors and the result only")
    .option("--verbose", "say more of what is going on")
    .option("--no-color", "plain text");
}

/** What the global options stand for. */
export interface Setting {
  root: string;
  factsDirectory: string;
  /** The facts folder as messages show it: repo-relative where it lies below the root. */
  factsShownAs: string;
  now: Date;
  console: Console;
}

/** Reads the global options; throws a `UserError` on a time that is none. */
export function readSetting(options: GlobalOptions): Setting {
  const root = resolve(options.root);
  const facts = options.facts ?? process.env.PLUMBLINE_FACTS;
  return {
    root,
    factsDirectory: facts ? resolve(facts) : resolve(root, "content/facts"),
    factsShownAs: facts ?? "content/facts",
    now: readNow(options.now, process.env.SOURCE_DATE_EPOCH),
    console: openConsole(options),
  };
}

function readNow(option: string | undefined, epoch: string | undefined): Date {
  if (option !== undefined) {
    const now = new Date(option);
    if (!Number.isNaN(now.getTime())) return now;
    throw new UserError(
      `Unexpected time \`${option}\`, expected RFC 3339`,
      "Write it like --now 2026-11-24T02:05:00Z.",
    );
  }
  if (epoch === undefined || epoch === "") return new Date();
  if (/^\d+$/.test(epoch)) return new Date(Number(epoch) * 1000);
  throw new UserError(
    `Unexpected SOURCE_DATE_EPOCH \`${epoch}\`, expected seconds since 1970`,
    "Unset it or give a whole number.",
  );
}
