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
      .option("--dry-run", "collect and validate, write nothing"),
  )
    .addHelpText("after", EXAMPLE)
    .action(async (sources: string[], options: PullOptions) => {
      const { pull } = await import("../pull.ts");
      exit(await pull(sources, options));
    });
};

const EXAMPLE = `
Example:
  $ DATABASE_URL=postgresql://plumbline@db/app plumbline pull postgres --target demo`;
