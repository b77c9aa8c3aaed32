import { type GlobalOptions, withGlobalOptions } from "../global-options.ts";
import type { AddCommand } from "./add-command.ts";

/** `plumbline explain`: what a check holds, why, how to mend and how to allow. */
export const addExplain: AddCommand = (program, exit) => {
  withGlobalOptions(
    program
      .command("explain")
      .description("what a check holds, why, and how to mend what it finds")
      .argument("[check]", "a check id; without one, the list of checks"),
  )
    .addHelpText("after", EXAMPLE)
    .action(async (id: string | undefined, options: GlobalOptions) => {
      const { explain } = await import("../explain.ts");
      exit(await explain(id, options));
    });
};

const EXAMPLE = `
Example:
  $ plumbline explain stale/term`;
