import { Command, CommanderError } from "commander";
import { UserError } from "../core/errors.ts";
import { commands } from "./commands/index.ts";
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

/** Runs a job and turns what it throws into message, hint and exit code 2. */
export async function run(job: () => Promise<number>): Promise<number> {
  try {
    return await job();
  } catch (error) {
    return report(error);
  }
}

const EXAMPLE = `
Example:
  $ plumbline pull && plumbline check && plumbline build

Exit codes: 0 nothing found, 1 findings, 2 could not do the job.`;

function report(error: unknown): number {
  // Commander has printed its own message already; asking for help or the version is no failure.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof UserError) {
    process.stderr.write(`${error.message}\n${error.hint ? `hint: ${error.hint}\n` : ""}`);
    return 2;
  }
  process.stderr.write(`This is a bug in plumbline; report it with these lines.\n${stackOf(error)}\n`);
  return 2;
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
