import leven from "leven";
import { UserError } from "../../core/errors.ts";
import { nearest } from "../../core/nearest.ts";

/** Throws a `UserError` on an attribute that a view does not understand, with the one that was meant. */
export function requireAttributes(
  view: string,
  attributes: Readonly<Record<string, string>>,
  known: readonly string[],
): void {
  for (const name of Object.keys(attributes)) {
    if (known.includes(name)) continue;
    const meant = nearest(name, known, leven);
    throw new UserError(
      `Unexpected attribute \`${name}\` of view \`${view}\`, expected one of: ${known.join(", ")}`,
      meant ? `Did you mean \`${meant}\`?` : "",
    );
  }
}
