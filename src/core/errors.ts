/**
 * Something a person can mend: bad options, an unreachable server, a damaged file.
 * The CLI prints `message` and `hint` without a stack and exits 2. Anything else thrown is a bug and keeps its stack.
 */
export class UserError extends Error {
  /** The action that mends it, as a sentence; empty where the message already says it. */
  readonly hint: string;

  constructor(message: string, hint = "", options?: { cause?: unknown }) {
    super(message, options);
    this.name = "UserError";
    this.hint = hint;
  }
}

/** The message of anything that was thrown, for a `cause` that a person reads. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
