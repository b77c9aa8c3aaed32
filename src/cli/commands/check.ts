import type { CheckOptions } from "../check.ts";
import { withGlobalOptions } from "../global-options.ts";
import type { AddCommand } from "./add-command.ts";

/** `plumbline check`: runs the checks and reports findings. */
export const addCheck: AddCommand = (program, exit) => {
  withGlobalOptions(
    program
      .command("check")
      .description("hold the pages against the facts")
      .argument("[path...]", "report only what lies below these paths")
      .option("--only <id...>", "run only these checks; may be repeated")
      .option("--skip <id...>", "leave these checks out, said aloud; may be repeated")
      .option("--retired <preset...>", "also treat this technology as retired, for example mongodb")
      .option("--require <need...>", "fail where a check lacks one of these: site, network, sandbox")
      .option("--fail-on <severity>", "lowest severity that makes the exit code 1: info, warning, error", "error")
      .option("--format <id>", "how to report: text, json and others", "text"),
  )
    .addHelpText("after", EXAMPLE)
    .action(async (paths: string[], options: CheckOptions) => {
      const { check } = await import("../check.ts");
      exit(await check(paths, options));
    });
};

const EXAMPLE = `
Example:
  $ plumbline check content/docs/operations --only stale/term --format json`;
