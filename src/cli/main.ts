import { Command } from "commander";
import { commands } from "./commands/index.ts";
import { run } from "./run-job.ts";
import { toolVersion } from "./tool.ts";

/**
 * Runs the CLI on its arguments (without node and script) and returns the exit code: 0 nothing found, 1 findings,
 * 2 could not do the job. A `UserError` is printed as message and hint; anything else is a bug and shows its stack.
 */
export async function main(args: readonly string[]): Promise<number> {
  let exitCode = 0;
  const program = new Command("plumbline")
    .description("Documentation that cannot lie about the database it describes.")
    .version(toolVersion(), "-V, --version")
    .showSuggestionAfterError()
    .showHelpAfterError("(add --help for what it understands)")
    .addHelpText("after", EXAMPLE);
  for (const add of commands) {
    add(program, (code) => {
      exitCode = code;
    });
  }
  for (const command of [program, ...program.commands, ...program.commands.flatMap((sub) => sub.commands)]) {
    command.exitOverride();
  }
  return run(async () => {
    await program.parseAsync(args, { from: "user" });
    return exitCode;
  });
}

const EXAMPLE = `
Example:
  $ plumbline pull && plumbline check && plumbline build

Exit codes: 0 nothing found, 1 findings, 2 could not do the job.`;
