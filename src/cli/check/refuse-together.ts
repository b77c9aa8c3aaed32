import { UserError } from "../../core/errors.ts";
import type { CheckOptions } from "./check-options.ts";

const PAIRS: readonly (readonly [keyof CheckOptions, keyof CheckOptions])[] = [
  ["stdinFilename", "fix"],
  ["stdinFilename", "accept"],
  ["stdinFilename", "watch"],
  ["watch", "fix"],
  ["watch", "accept"],
  ["watch", "output"],
  ["stdinFilename", "updateOutput"],
  ["watch", "updateOutput"],
  ["stdinFilename", "recordProofs"],
  ["watch", "recordProofs"],
  ["changed", "recordProofs"],
  ["stdinFilename", "recordMetrics"],
  ["watch", "recordMetrics"],
  ["changed", "recordMetrics"],
];

/** Throws a `UserError` on options that mean nothing together. */
export function refuseTogether(options: CheckOptions): void {
  const found = PAIRS.find((pair) => pair.every((name) => options[name] !== undefined && options[name] !== false));
  if (!found) return;
  const [one, other] = found.map((name) => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`);
  throw new UserError(`Unexpected ${one} together with ${other}`, "Leave one of them out.");
}
