import * as z from "zod";
import type { CheckResult } from "../../core/check.ts";
import type { Place } from "../../core/finding.ts";
import { wholeFile } from "../../core/whole-file.ts";

/** One thing that there is, and whether it has its place in the documentation. */
export interface Item {
  /** What it is, in one word: `table`, `module`. */
  kind: string;
  name: string;
  covered: boolean;
  /** Whether another check of this run names the gap: then it is counted, and not said twice. */
  isSaid?: boolean;
  /** Where a reader would mend it, and what is said there; needed where it is not covered. */
  place: Place;
  message: string;
  hint: string;
  evidence?: Readonly<Record<string, unknown>>;
}

export const limits = {
  minimum: z
    .number()
    .min(0)
    .max(1)
    .default(1)
    .describe("The least ratio of covered things. Below it every gap is an error, at or above it only told."),
  ratchet: z
    .boolean()
    .default(false)
    .describe("Whether `minimum` must be raised once more is covered, so that the ratio never falls back."),
};

/** Turns gaps into findings and counts. Where `minimum` is 1, every gap is an error. */
export function measure(
  items: readonly Item[],
  { minimum, ratchet }: { minimum: number; ratchet: boolean },
): CheckResult {
  const total = items.length;
  const gaps = items.filter(({ covered }) => !covered);
  const covered = total - gaps.length;
  const ratio = total === 0 ? 1 : covered / total;
  const severity = ratio < minimum ? "error" : "info";
  const findings: CheckResult["findings"] = gaps
    .filter(({ isSaid }) => !isSaid)
    .map(({ kind, name, place, message, hint, evidence }) => ({
      ...place,
      message,
      hint,
      severity,
      text: `${kind} ${name}`,
      evidence: { kind, name, ...evidence },
    }));
  const reached = Math.floor(ratio * 1000) / 1000;
  const risen = ratchet && reached > minimum ? [raise(reached, minimum)] : [];
  return {
    examined: total,
    findings: [...findings, ...risen],
    coverage: { covered, total },
    ...(total === 0
      ? {}
      : { note: `${percent(ratio)} covered${minimum < 1 ? `, at least ${percent(minimum)} wanted` : ""}` }),
  };
}

function raise(reached: number, minimum: number): CheckResult["findings"][number] {
  return {
    ...wholeFile("plumbline.config.ts"),
    message: `Unexpected minimum \`${minimum}\`, expected \`${reached}\`, which is reached`,
    hint: `Set \`minimum: ${reached}\`, so that coverage cannot fall back.`,
    text: "ratchet",
    evidence: { reached, minimum },
  };
}

/** Rounded down: 100 % means all. */
function percent(ratio: number): string {
  return `${Math.floor(ratio * 1000) / 10} %`;
}
