import leven from "leven";
import { nearest } from "../../../core/nearest.ts";
import type { ConfProblem } from "../../../core/proof/prover.ts";
import { renameHint } from "../../../core/proof/renames.ts";

/** What a finding says of a line or value that servers do not accept; `on` names the majors. */
export function problemWords(
  { kind, name, value, message, hint, candidates = [] }: ConfProblem,
  on: string,
): { message: string; hint: string } {
  if (kind === "unknown") {
    return {
      message: `Unexpected setting \`${name}\` on ${on}, expected one that exists`,
      hint:
        renameHint("setting", name) ??
        didYouMean(name, candidates) ??
        "Correct the name, or say which `versions` have it.",
    };
  }
  if (/\d\s*%/.test(value)) {
    return {
      message: `Unexpected \`${value}\`, expected a value: the server knows no share of the memory`,
      hint: "Work it out for a machine: `plumbline tune --ram 16GB --cpus 4 --storage ssd`.",
    };
  }
  if (kind === "invalid") {
    return {
      message: `Unexpected value \`${value}\` of \`${name}\` on ${on}: ${message}`,
      hint: hint ?? "Correct the value or its unit.",
    };
  }
  return {
    message: `Unexpected line \`${value}\` on ${on}: ${message}`,
    hint: hint ?? "Correct the line, or leave it out.",
  };
}

function didYouMean(name: string, candidates: readonly string[]): string | undefined {
  const meant = nearest(name, candidates, leven);
  return meant && `Did you mean \`${meant}\`?`;
}
