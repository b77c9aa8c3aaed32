import * as z from "zod";
import { durationTextSchema } from "../duration.ts";
import type { Fact, Snapshot } from "../fact.ts";
import type { FactReader } from "../fact-reader.ts";

const text = z.string("expected text").trim().min(1, "expected text that is not empty");

/** What is decided about one archive: the value of a manual fact whose id begins with `policy.`. All but `verify_every` is required. */
export const archivePolicySchema = z.strictObject({
  /** The archive as `target/file`. */
  archive: text,
  /** The last day on which it is kept. */
  keep_until: z.iso.date("expected a date such as `2032-12-31`"),
  legal_basis: text,
  location: text,
  owner: text,
  encryption: text,
  readers: z.array(text, "expected a list of who may read it").min(1, "expected who may read it"),
  /** How old the last full verification may be. */
  verify_every: durationTextSchema.default("180d"),
});
export type ArchivePolicy = z.output<typeof archivePolicySchema>;

/** A policy as it was stated; `problems` says what is missing where `policy` is undefined. */
export interface StatedPolicy {
  fact: Fact;
  snapshot: Snapshot;
  /** The archive that it names, as `target/file`; empty where it names none. */
  archive: string;
  policy: ArchivePolicy | undefined;
  problems: readonly string[];
}

/** Every archive policy among the manual facts, in the order of targets and ids. */
export function archivePolicies(facts: FactReader): StatedPolicy[] {
  return facts
    .targets()
    .filter(({ source }) => source === "manual")
    .flatMap(({ source, target }) => {
      const snapshot = facts.latest(source, target);
      const stated = snapshot?.facts.filter(({ id }) => id.startsWith("policy.")) ?? [];
      return snapshot ? stated.map((fact) => readPolicy(fact, snapshot)) : [];
    });
}

function readPolicy(fact: Fact, snapshot: Snapshot): StatedPolicy {
  const parsed = archivePolicySchema.safeParse(fact.value);
  const named =
    typeof fact.value === "object" && fact.value !== null && "archive" in fact.value ? fact.value.archive : "";
  const archive = typeof named === "string" ? named.trim() : "";
  if (parsed.success) return { fact, snapshot, archive, policy: parsed.data, problems: [] };
  const problems = parsed.error.issues.map((issue) =>
    issue.code === "unrecognized_keys"
      ? `unknown key \`${issue.keys.join("`, `")}\``
      : `\`${issue.path.map(String).join(".")}\`: ${issue.message}`,
  );
  return { fact, snapshot, archive, policy: undefined, problems };
}
