import type { Outcome, Report } from "../../core/finding.ts";
import { SEVERITIES } from "../../core/finding.ts";
import { escapeControls } from "../escape-controls.ts";
import type { Paint } from "./paint.ts";

/** What each check did, and the counts; skipped and failed checks and allowed findings are said aloud. */
export function summary({ outcomes, findings }: Report, paint: Paint): string {
  const id = Math.max(0, ...outcomes.map(({ check }) => check.length));
  const openIn = (check: string) => findings.filter((each) => each.check === check && each.state === "open").length;
  const lines = outcomes.map(
    (outcome) => `${outcome.check.padEnd(id)}  ${outcomeText(outcome, openIn(outcome.check), paint)}`,
  );
  return `${lines.join("\n")}\n\n${counts(findings)}\n${checkCounts(outcomes)}\n`;
}

function outcomeText(outcome: Outcome, open: number, paint: Paint): string {
  if (outcome.status !== "ran") {
    const word = outcome.status === "failed" ? paint.error("failed") : paint.warning("skipped");
    return `${word}: ${escapeControls(outcome.reason)}`;
  }
  const note = outcome.note === undefined ? "" : `; ${escapeControls(outcome.note)}`;
  return `${outcome.examined} examined, ${open} ${open === 1 ? "finding" : "findings"}${note}`;
}

function counts(findings: Report["findings"]): string {
  const open = findings.filter(({ state }) => state === "open");
  const bySeverity = SEVERITIES.toReversed()
    .map((severity) => ({ severity, count: open.filter((finding) => finding.severity === severity).length }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => `${count} ${severity}`);
  const files = new Set(open.map(({ file }) => file)).size;
  const set = (state: string) => findings.filter((finding) => finding.state === state).length;
  const total =
    open.length === 0
      ? "no open findings"
      : `${open.length} open ${open.length === 1 ? "finding" : "findings"} (${bySeverity.join(", ")}) in ${files} ${files === 1 ? "file" : "files"}`;
  return `${total}; ${set("allowed")} allowed, ${set("known")} known`;
}

function checkCounts(outcomes: readonly Outcome[]): string {
  const count = (status: Outcome["status"]) => outcomes.filter((outcome) => outcome.status === status).length;
  return `checks: ${count("ran")} ran, ${count("skipped")} skipped, ${count("failed")} failed`;
}
