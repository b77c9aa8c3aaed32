import { CommanderError } from "commander";
import { UserError } from "../core/errors.ts";

/** Runs a job and turns what it throws into message, hint and exit code 2. */
export async function run(job: () => Promise<number>): Promise<number> {
  try {
    return await job();
  } catch (error) {
    return report(error);
  }
}

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
