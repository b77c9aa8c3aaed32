import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { messageOf, UserError } from "../core/errors.ts";
import { type FailedPull, failedPullSchema } from "../core/failed-pull.ts";
import { failurePath } from "./snapshot-path.ts";

/** Reads the record of a failed pull; undefined where the last one succeeded. Throws a `UserError` on a damaged record. */
export function readFailure(
  directory: string,
  shownAs: string,
  source: string,
  target: string,
): FailedPull | undefined {
  const place = failurePath(source, target);
  if (!existsSync(join(directory, place))) return undefined;
  try {
    return failedPullSchema.parse(JSON.parse(readFileSync(join(directory, place), "utf8")));
  } catch (error) {
    throw new UserError(
      `Unreadable record ${shownAs}/${place.replaceAll("\\", "/")}: ${messageOf(error)}`,
      "Delete it and run `plumbline pull` again.",
      { cause: error },
    );
  }
}
