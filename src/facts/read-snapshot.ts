import { readFileSync } from "node:fs";
import * as z from "zod";
import { messageOf, UserError } from "../core/errors.ts";
import { type Snapshot, snapshotSchema } from "../core/fact.ts";

/**
 * Reads and validates one snapshot file. Throws a `UserError` that names the file when it is missing, cut short, not
 * JSON or not a snapshot: a damaged snapshot is never shown as an empty one.
 */
export function readSnapshot(path: string, shownAs: string): Snapshot {
  const parsed = snapshotSchema.safeParse(parseJson(path, shownAs));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UserError(
    `Unexpected content in snapshot ${shownAs}: ${issue?.path.join(".") || "snapshot"}: ${issue?.message ?? z.prettifyError(parsed.error)}`,
    RESTORE,
  );
}

const RESTORE = "Restore the file from git, or delete it and run `plumbline pull` again.";

function parseJson(path: string, shownAs: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new UserError(`Unreadable snapshot ${shownAs}: ${messageOf(error)}`, RESTORE, { cause: error });
  }
}
