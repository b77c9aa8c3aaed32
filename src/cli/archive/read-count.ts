import { UserError } from "../../core/errors.ts";

/** A whole number that an option gives, at least `least`. Throws a `UserError` where it is none. */
export function readCount(text: string, option: string, least = 0): number {
  const count = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(count) && count >= least) return count;
  throw new UserError(
    `Unexpected ${option} \`${text}\`, expected a whole number of at least ${least}`,
    `For example ${option} 10.`,
  );
}
