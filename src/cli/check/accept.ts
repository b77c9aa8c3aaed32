import { join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import * as z from "zod";
import { UserError } from "../../core/errors.ts";
import type { Finding } from "../../core/finding.ts";
import { acceptFindings, KNOWN_FILE, type KnownFinding } from "../../core/known-findings.ts";
import type { CheckRunResult } from "../../core/run-checks.ts";
import type { Setting } from "../global-options.ts";

export interface AcceptOptions {
  accept?: boolean;
  reason?: string;
  owner?: string;
  until?: string;
}

export type AcceptTerms = Pick<KnownFinding, "reason" | "owner" | "until">;

/**
 * The terms on which findings are accepted; undefined without `--accept`. Throws a `UserError` where one of reason, owner
 * and last day is missing, or the day is none or past: an exception explains itself, and it ends.
 */
export function acceptTerms(options: AcceptOptions, now: Date): AcceptTerms | undefined {
  const { accept, reason = "", owner = "", until = "" } = options;
  if (!accept) {
    const given = (["reason", "owner", "until"] as const).filter((name) => options[name] !== undefined);
    if (given.length === 0) return undefined;
    throw new UserError(`Unexpected --${given[0]} without --accept`, "Add --accept, or leave it out.");
  }
  const missing = Object.entries({ reason, owner, until }).filter(([, value]) => value.trim() === "");
  if (missing.length > 0) {
    throw new UserError(
      `Unexpected --accept without ${missing.map(([name]) => `--${name}`).join(", ")}`,
      'Write it like --accept --reason "mended with the next release" --owner docs-team --until 2027-01-31.',
    );
  }
  if (!z.iso.date().safeParse(until).success || until < now.toISOString().slice(0, 10)) {
    throw new UserError(`Unexpected --until \`${until}\`, expected a day to come`, "Write it like --until 2027-01-31.");
  }
  return { reason: reason.trim(), owner: owner.trim(), until };
}

/** Writes the open findings into plumbline.known.json and says how many; false where none is open. */
export async function writeAccepted(
  { root, console }: Setting,
  { known }: CheckRunResult,
  findings: readonly Finding[],
  terms: AcceptTerms,
): Promise<boolean> {
  const accepted = findings.filter(({ state, check }) => state === "open" && !check.startsWith("allowance/"));
  await writeFileAtomic(join(root, KNOWN_FILE), acceptFindings(findings, known, terms));
  console.note(`accepted ${accepted.length} ${accepted.length === 1 ? "finding" : "findings"} in ${KNOWN_FILE}`);
  return true;
}
