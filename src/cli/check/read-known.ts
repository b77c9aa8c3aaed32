import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { messageOf, UserError } from "../../core/errors.ts";
import { KNOWN_FILE, type KnownFinding, knownFileSchema } from "../../core/known-findings.ts";

/** The entries of plumbline.known.json; none where there is no such file. Throws a `UserError` where it is not well formed. */
export function readKnown(root: string): readonly KnownFinding[] {
  const path = join(root, KNOWN_FILE);
  if (!existsSync(path)) return [];
  const hint = "Mend it by hand, or write it anew with `plumbline check --accept`.";
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new UserError(`Unreadable ${KNOWN_FILE}: ${messageOf(error)}`, hint, { cause: error });
  }
  const parsed = knownFileSchema.safeParse(value);
  if (parsed.success) return parsed.data.findings;
  const [issue] = parsed.error.issues;
  throw new UserError(`${KNOWN_FILE}: ${issue?.path.map(String).join(".")}: ${issue?.message}`, hint);
}
