import { allowanceUses, applyAllowances } from "./apply-allowances.ts";
import { compareCodeUnits } from "./canonical-json.ts";
import type { Check, Looks, Need, Project } from "./check.ts";
import { messageOf, UserError } from "./errors.ts";
import type { Draft, Finding, Outcome } from "./finding.ts";
import { fingerprints } from "./fingerprint.ts";
import { applyKnown, type KnownUse, knownUses } from "./known-findings.ts";
import { lookAt } from "./look-at.ts";
import type { Metric } from "./metrics/metric.ts";
import type { BlockProof } from "./proof/block-proof.ts";

const READABLE = "content/readable";

/** A check with its options as its own schema gives them back. */
export interface ChosenCheck {
  check: Check<unknown>;
  options: unknown;
}

export interface CheckRun {
  checks: readonly ChosenCheck[];
  project: Project;
  /** What the run can offer; a check that needs more is skipped, aloud. Default: nothing. */
  offers?: readonly Need[];
  /** A check's looks, made elsewhere (worker threads, a cache); rejects where they failed. Default: made here and now. */
  looksOf?(chosen: ChosenCheck): Promise<Looks>;
  /** Called as each check begins. */
  progress?(check: string): void;
}

export interface CheckRunResult {
  /** In the order of `checks`. */
  outcomes: Outcome[];
  /** Sorted by file, line, column, check; each with its state. */
  findings: Finding[];
  /** What each entry of plumbline.known.json was good for. */
  known: KnownUse[];
  /** The verdicts of the checks that prove blocks. */
  proofs: BlockProof[];
  /** The success metrics, where the check that measures them ran. */
  metrics: Metric[];
  /** What was thrown by checks that failed for a reason no user can mend, for `--verbose`. */
  errors: { check: string; error: unknown }[];
}

/**
 * Runs the checks one after the other and gives what they found fingerprints and states. A check that throws has
 * failed, which is never clean; the others still run. Throws nothing of its own.
 */
export async function runChecks(given: CheckRun): Promise<CheckRunResult> {
  const { checks, offers = [], progress } = given;
  const project = { ...given.project, running: checks.map(({ check }) => check.id) };
  const looksOf = given.looksOf ?? (({ check, options }) => lookAt(check, project, options));
  const ended = new Map<string, Ended>();
  const run = async (chosen: ChosenCheck, seen: Project) => {
    progress?.(chosen.check.id);
    ended.set(chosen.check.id, await runOne(chosen, seen, offers, looksOf));
  };
  for (const chosen of checks.filter(({ check }) => !check.last)) await run(chosen, project);
  const found = [...ended.values()].flatMap((end) => end.findings);
  const ran = new Set([...ended].filter(([, { outcome }]) => outcome.status === "ran").map(([id]) => id));
  const known = knownUses(project.known ?? [], found, ran);
  const seen = {
    ...project,
    allowanceUses: allowanceUses(project.pages, found, ran),
    knownUses: known,
    outcomes: [...ended.values()].map(({ outcome }) => outcome),
  };
  for (const chosen of checks.filter(({ check }) => check.last)) await run(chosen, seen);
  const results = checks.flatMap(({ check }) => ended.get(check.id) ?? []);
  const findings = results.flatMap((result) => result.findings);
  return {
    outcomes: [...results.map(({ outcome }) => outcome), ...unreadOutcome(checks, project)],
    findings: withStates(findings, project).sort(compareFindings),
    known,
    proofs: results.flatMap(({ proofs = [] }) => proofs),
    metrics: results.flatMap(({ metrics = [] }) => metrics),
    errors: [...ended].filter(([, end]) => end.error !== undefined).map(([check, { error }]) => ({ check, error })),
  };
}

interface Ended {
  outcome: Outcome;
  findings: Finding[];
  proofs?: readonly BlockProof[] | undefined;
  metrics?: readonly Metric[] | undefined;
  error?: unknown;
}

function withStates(findings: readonly Finding[], { pages, known, now }: Project): Finding[] {
  return applyKnown(applyAllowances(pages, findings, now), known ?? [], now);
}

/** Pages without text were looked at by no check: where `content/readable` does not say so, the run does. */
function unreadOutcome(checks: readonly ChosenCheck[], { pages }: Project): Outcome[] {
  if (checks.some(({ check }) => check.id === READABLE)) return [];
  const unread = pages.filter((page) => page.unread);
  const files = unread.map((page) => page.file).join(", ");
  return unread.length === 0 ? [] : [{ check: READABLE, status: "failed", reason: `not readable as text: ${files}` }];
}

async function runOne(
  chosen: ChosenCheck,
  project: Project,
  offers: readonly Need[],
  looksOf: (chosen: ChosenCheck) => Promise<Looks>,
): Promise<Ended> {
  const { check, options } = chosen;
  const missing = check.needs.filter((need) => !offers.includes(need));
  if (missing.length > 0) return skip(check.id, `it needs ${missing.join(" and ")}, which this run does not have`);
  try {
    const { examined, findings, note, coverage, proofs, metrics, skipped } = await check.run(
      project,
      options,
      await looksOf(chosen),
    );
    if (skipped !== undefined) return skip(check.id, skipped);
    const said = { ...(note === undefined ? {} : { note }), ...(coverage === undefined ? {} : { coverage }) };
    const outcome: Outcome = { check: check.id, status: "ran", examined, ...said };
    return { outcome, findings: toFindings(check, findings), proofs, metrics };
  } catch (error) {
    const reason =
      error instanceof UserError && error.hint !== "" ? `${error.message}. ${error.hint}` : messageOf(error);
    const outcome: Outcome = { check: check.id, status: "failed", reason };
    return { outcome, findings: [], ...(error instanceof UserError ? {} : { error }) };
  }
}

function skip(check: string, reason: string): { outcome: Outcome; findings: Finding[] } {
  return { outcome: { check, status: "skipped", reason }, findings: [] };
}

function toFindings(check: Check<unknown>, drafts: readonly Draft[]): Finding[] {
  const ordered = [...drafts].sort(compareFindings);
  const prints = fingerprints(check.id, ordered);
  return ordered.map(({ text: _, allowed, severity, evidence, ...draft }, index) => ({
    ...draft,
    check: check.id,
    severity: severity ?? check.severity,
    evidence: { ...evidence, ...(allowed ? { allowed } : {}) },
    fingerprint: prints[index] ?? "",
    state: allowed ? "allowed" : "open",
  }));
}

/** By file, line, column, check, then by message, so that the order never depends on who was first. */
function compareFindings(a: Draft & { check?: string }, b: Draft & { check?: string }): number {
  return (
    compareCodeUnits(a.file, b.file) ||
    a.line - b.line ||
    a.column - b.column ||
    compareCodeUnits(a.check ?? "", b.check ?? "") ||
    compareCodeUnits(a.message, b.message)
  );
}
