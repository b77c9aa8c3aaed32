import type { BuildOptions } from "../build.ts";
import { withGlobalOptions } from "../global-options.ts";
import type { AddCommand } from "./add-command.ts";

/** `plumbline build`: renders the site into `dist/`. */
export const addBuild: AddCommand = (program, exit) => {
  withGlobalOptions(
    program
      .command("build")
      .description("render the site into dist/, from committed snapshots")
      .option("--out <dir>", "render into another folder"),
  )
    .addHelpText("after", EXAMPLE)
    .action(async (options: BuildOptions) => {
      const { build } = await import("../build.ts");
      exit(await build(options));
    });
};

const EXAMPLE = `
Example:
  $ plumbline build --root . --now 2026-11-24T02:05:00Z`;
