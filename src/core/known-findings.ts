import * as z from "zod";
import { canonicalJson, compareCodeUnits } from "./canonical-json.ts";
import type { Finding } from "./finding.ts";

/** The file, at the root of the project, in which a team writes down the findings that it tolerates for now. */
export const KNOWN_FILE = "plumbline.known.json";

const knownSchema = z.strictObject({
  fingerprint: z.string().regex(/^[0-9a-f]{16}$/),
  check: z.string().min(1),
  file: z.string().min(1),
  /** The finding's message when it was accepted, for the person who reads the file. */
  message: z.string(),
  reason: z.string().trim().min(1),
  owner: z.string().trim().min(1),
  until: z.iso.date(),
});
export type KnownFinding = z.infer<typeof knownSchema>;

/** The content of {@link KNOWN_FILE}. */
export const knownFileSchema = z.strictObject({ format: z.literal(1), findings: z.array(knownSchema) });

/** A known finding, and how many findings of this run it stands for; `ran` is false where its check did not run. */
export interface KnownUse {
  entry: KnownFinding;
  findings: number;
  ran: boolean;
}

/** The open findings that an entry which has not run out stands for become `known`. */
export function applyKnown(findings: readonly Finding[], known: readonly KnownFinding[], now: Date): Finding[] {
  const today = now.toISOString().slice(0, 10);
  const current = new Map(known.filter(({ until }) => today <= until).map((entry) => [entry.fingerprint, entry]));
  return findings.map((finding) => {
    const entry = finding.state === "open" ? current.get(finding.fingerprint) : undefined;
    if (!entry || entry.check !== finding.check) return finding;
    const { reason, owner, until } = entry;
    return { ...finding, state: "known", evidence: { ...finding.evidence, known: { reason, owner, until } } };
  });
}

/** What each entry was good for in this run. */
export function knownUses(
  known: readonly KnownFinding[],
  findings: readonly Finding[],
  ran: ReadonlySet<string>,
): KnownUse[] {
  const prints = Map.groupBy(findings, ({ fingerprint }) => fingerprint);
  return known.map((entry) => ({
    entry,
    findings: prints.get(entry.fingerprint)?.length ?? 0,
    ran: ran.has(entry.check),
  }));
}

/** The file's text with every open finding accepted, and without the entries that stood for nothing in this run. */
export function acceptFindings(
  findings: readonly Finding[],
  uses: readonly KnownUse[],
  terms: Pick<KnownFinding, "reason" | "owner" | "until">,
): string {
  const kept = uses.filter((use) => use.findings > 0 || !use.ran).map(({ entry }) => entry);
  const opened = new Set(findings.filter(({ state }) => state === "open").map(({ fingerprint }) => fingerprint));
  const added = findings
    .filter(({ state, check }) => state === "open" && !check.startsWith("allowance/"))
    .map(({ fingerprint, check, file, message }) => ({ fingerprint, check, file, message, ...terms }));
  const entries = [...kept.filter(({ fingerprint }) => !opened.has(fingerprint)), ...added];
  entries.sort(
    (a, b) =>
      compareCodeUnits(a.file, b.file) ||
      compareCodeUnits(a.check, b.check) ||
      compareCodeUnits(a.fingerprint, b.fingerprint),
  );
  return canonicalJson({ format: 1, findings: entries });
}
