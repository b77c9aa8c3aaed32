import type { Look } from "../core/check.ts";
import { UserError } from "../core/errors.ts";
import type { Failure } from "./messages.ts";

const EMPTY = JSON.stringify({ findings: [] });
const GATHERED_ONLY = '{"findings":[],"gathered":';
export const NOTHING: Look = { findings: [] };

/** A look from its JSON text; most pages give rise to nothing, and much of what is gathered nobody asks for. */
export function lookOf(json: string | undefined): Look | undefined {
  if (json === undefined) return undefined;
  if (json === EMPTY) return NOTHING;
  if (!json.startsWith(GATHERED_ONLY)) return JSON.parse(json);
  let read: { gathered: unknown } | undefined;
  return {
    findings: [],
    get gathered() {
      read ??= JSON.parse(json) as { gathered: unknown };
      return read.gathered;
    },
  };
}

/** The error that a failed look stands for: what a user can mend as it was said, a bug with its place and stack. */
export function errorOf({ file, failure }: { file: string; failure: Failure }): Error {
  if (!failure.isBug) return new UserError(failure.message, failure.hint);
  const error = new Error(`${file}: ${failure.message}`);
  if (failure.stack !== undefined) error.stack = failure.stack;
  return error;
}
