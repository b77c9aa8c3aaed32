import { UserError } from "../../core/errors.ts";
import { withGlobalOptions } from "../global-options.ts";
import type { PullOptions } from "../pull.ts";
import type { AddCommand } from "./add-command.ts";

/** `plumbline pull`: collects snapshots from the configured targets. */
export const addPull: AddCommand = (program, exit) => {
  withGlobalOptions(
    program
      .command("pull")
      .description("collect snapshots from databases and archives")
      .argument("[source...]", "sources to pull; all configured ones by default")
      .option("--target <name...>", "only these targets")
      .option("--name <baseline>", "keep the snapshot as a named baseline that retention never prunes")
      .option("--print-sql", "print what would be run on the server, and stop")
      .option("--jobs <n>", "how many targets to pull at once (default: 4)", readJobs)
      .option("--shard <I/N>", "only this job's share of the targets; the folders of facts unite by copying")
      .option("--dry-run", "collect and validate, write nothing"),
  )
    .addHelpText("after", EXAMPLE)
    .action(async (sources: string[], options: PullOptions) => {
      const { pull } = await import("../pull.ts");
      exit(await pull(sources, options));
    });
};

function readJobs(text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new UserError(
    `Unexpected number of jobs \`${text}\`, expected a whole number above 0`,
    "Write it like --jobs 8.",
  );
}

const EXAMPLE = `
Example:
  $ DATABASE_URL=postgresql://plumbline@db/app plumbline pull postgres --target demo`;
