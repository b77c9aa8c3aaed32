import type { DrillOptions } from "../drill.ts";
import { withGlobalOptions } from "../global-options.ts";
import type { AddCommand } from "./add-command.ts";

/** `plumbline drill`: executes runbooks on disposable clusters. */
export const addDrill: AddCommand = (program, exit) => {
  withGlobalOptions(
    program
      .command("drill")
      .description("execute runbooks on disposable clusters, and time them")
      .argument("[page...]", "drills by name, file or folder; all pages that are drills by default")
      .option("--megabytes <number>", "size of the known data set, in 10^6 bytes", "210")
      .option("--require <name...>", "exit with 2 where one of these drills is skipped")
      .option("--dry-run", "execute, and keep no result")
      .option("--format <id>", "how to report: text, json and others", "text"),
  )
    .addHelpText("after", EXAMPLE)
    .action(async (pages: string[], options: DrillOptions) => {
      const { drill } = await import("../drill.ts");
      exit(await drill(pages, options));
    });
};

const EXAMPLE = `
Example:
  $ PG_BINDIR=/usr/lib/postgresql/15/bin plumbline drill dump-and-restore`;
