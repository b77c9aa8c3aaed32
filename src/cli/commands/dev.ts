import { type GlobalOptions, withGlobalOptions } from "../global-options.ts";
import type { AddCommand } from "./add-command.ts";

/** `plumbline dev`: the site with live reload, for writers. */
export const addDev: AddCommand = (program, exit) => {
  withGlobalOptions(
    program
      .command("dev")
      .description("serve the site while you write")
      .option("--port <number>", "port to start looking from", "4321"),
  )
    .addHelpText("after", EXAMPLE)
    .action(async (options: GlobalOptions & { port: string }) => {
      const { dev } = await import("../serve.ts");
      exit(await dev(options));
    });
};

const EXAMPLE = `
Example:
  $ plumbline dev --port 4400`;
