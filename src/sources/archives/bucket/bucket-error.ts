import { UserError } from "../../../core/errors.ts";

const CREDENTIALS = "Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and check what they may read.";
const LATER = "Try again later; if it stays, ask the person who runs the object store.";

/** Status of an answer; undefined where there was none. */
export function statusOf(error: unknown): number | undefined {
  const { $metadata } = error as { $metadata?: { httpStatusCode?: number } };
  return $metadata?.httpStatusCode;
}

/**
 * Says what a bucket answered: status and code alone, as a message may quote the request and its credentials. `where`
 * says how far reading came.
 */
export function bucketError(address: string, error: unknown, where = ""): UserError {
  if (error instanceof UserError) return error;
  const { name = "Error", code, message = "" } = error as { name?: string; code?: unknown; message?: string };
  const status = statusOf(error);
  const cannot = `Cannot read \`${address}\`${where}`;
  if (/region is missing/i.test(message)) {
    return new UserError(`${cannot}: no region is set`, "Set AWS_REGION, for instance us-east-1.");
  }
  if (/credentials|token/i.test(name)) {
    return new UserError(`${cannot}: no credentials that are valid (${word(name)})`, CREDENTIALS);
  }
  if (status === undefined) {
    const why = word(typeof code === "string" ? code : name);
    return new UserError(`${cannot}: no answer (${why})`, "Check endpoint, region and network.");
  }
  const said = `${status}${/^(Unknown\w*|\d+)$/.test(name) ? "" : ` ${word(name)}`}`;
  if (status === 404)
    return new UserError(`Unexpected missing \`${address}\`${where} (${said})`, "Check bucket and key.");
  const hint = status === 401 || status === 403 ? CREDENTIALS : status === 301 ? "Set the bucket's region." : LATER;
  return new UserError(`${cannot}: the server answers ${said}`, hint);
}

/** A code as it may be shown; anything that is no short word is not. */
function word(text: string): string {
  return /^[A-Za-z0-9_.-]{1,60}$/.test(text) ? text : "Error";
}
