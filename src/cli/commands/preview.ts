import { type GlobalOptions, withGlobalOptions } from "../global-options.ts";
import type { AddCommand } from "./add-command.ts";

/** `plumbline preview`: serves the built site. */
export const addPreview: AddCommand = (program, exit) => {
  withGlobalOptions(
    program
      .command("preview")
      .description("serve the built site from dist/")
      .option("--port <number>", "port to start looking from", "4321"),
  )
    .addHelpText("after", EXAMPLE)
    .action(async (options: GlobalOptions & { port: string }) => {
      const { preview } = await import("../serve.ts");
      exit(await preview(options));
    });
};

const EXAMPLE = `
Example:
  $ plumbline build && plumbline preview`;
