import { InvalidArgumentError } from "commander";
import type { CheckOptions } from "../check/check-options.ts";
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
      .option("--fix", "mend on the pages what needs no person to decide")
      .option("--update-output", "write what the servers gave into output blocks that no longer hold")
      .option("--record-proofs", "keep what was proven of each block as a snapshot, for the pages to show")
      .option("--record-metrics", "keep the success metrics as a snapshot, for the pages to show")
      .option("--changed [revision]", "report on files that differ from a revision (default: the last commit)")
      .option("--watch", "check again after every change")
      .option(
        "--stdin-filename <file>",
        "read this file's text from stdin, as an editor has it, and report on it alone",
      )
      .option("--accept", "write the open findings into plumbline.known.json; needs the next three")
      .option("--reason <text>", "why they are tolerated for now")
      .option("--owner <name>", "who mends them")
      .option("--until <date>", "the last day on which they are tolerated, YYYY-MM-DD")
      .option("--jobs <number>", "worker threads (default: one for each processor)", wholeNumber)
      .option("--no-cache", "look at every page anew")
      .option("--require <need...>", "fail where a check lacks one of these: site, network, sandbox")
      .option("--fail-on <severity>", "lowest severity that makes the exit code 1: info, warning, error", "error")
      .option("--format <id>", "how to report: text, json, sarif, github, gitlab, junit, markdown", "text"),
  )
    .addHelpText("after", EXAMPLE)
    .action(async (paths: string[], options: CheckOptions) => {
      const { check } = await import("../check.ts");
      exit(await check(paths, options));
    });
};

function wholeNumber(text: string): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= 1 && number <= 256) return number;
  throw new InvalidArgumentError("Expected a whole number from 1 to 256.");
}

const EXAMPLE = `
Example:
  $ plumbline check content/docs/operations --only stale/term --format json`;
