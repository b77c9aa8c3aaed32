import type { DiffOptions } from "../diff.ts";
import { withGlobalOptions } from "../global-options.ts";
import type { AddCommand } from "./add-command.ts";

/** `plumbline diff`: compares two snapshots of one target. */
export const addDiff: AddCommand = (program, exit) => {
  withGlobalOptions(
    program
      .command("diff")
      .description("compare two snapshots of a target; changes over their limits are findings")
      .argument("[source]", "the source, where a name alone does not tell the target")
      .option("--target <name>", "the target; may be left out where there is one")
      .option("--from <snapshot>", "the older: a baseline's name, a time or date, latest or previous", "previous")
      .option("--to <snapshot>", "the newer, named likewise", "latest")
      .option("--threshold <measure=change...>", "a limit of this run, such as statement.mean_exec_ms=+50%, or =off")
      .option("--format <id>", "text or json", "text"),
  )
    .addHelpText("after", EXAMPLE)
    .action(async (source: string | undefined, options: DiffOptions) => {
      const { diff } = await import("../diff.ts");
      exit(await diff(source, options));
    });
};

const EXAMPLE = `
Example:
  $ plumbline diff postgres --target demo --from before-cutover --to latest --threshold statement.mean_exec_ms=+30%

Exit code 2 where a measure with a limit could not be compared, because its counters were reset in between or cannot be
read; --threshold MEASURE=off says that it does not matter.`;
