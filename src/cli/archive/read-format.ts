import { nearestName } from "../../config/index.ts";
import { UserError } from "../../core/errors.ts";

const FORMATS = ["text", "json"];

/** The format of a result: `text` or `json`. Throws a `UserError` on anything else. */
export function readFormat(format = "text"): string {
  if (FORMATS.includes(format)) return format;
  throw new UserError(
    `Unexpected format \`${format}\`, expected ${FORMATS.join(" or ")}`,
    `Did you mean \`${nearestName(format, FORMATS) ?? "json"}\`?`,
  );
}
