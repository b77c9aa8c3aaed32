import type { AllowanceUse } from "./check.ts";
import type { Finding, Place } from "./finding.ts";
import type { Allowance, Page } from "./page.ts";

/** The findings, each `allowed` where an allowance of its page covers it. Those that hold no reason or have run out cover nothing. */
export function applyAllowances(pages: readonly Page[], findings: readonly Finding[], now: Date): Finding[] {
  const byFile = new Map(pages.map((page) => [page.file, page]));
  return findings.map((finding) => {
    const allowance = byFile
      .get(finding.file)
      ?.allowances.find((each) => holds(each, now) && allowanceCovers(each, finding));
    if (!allowance || finding.check.startsWith("allowance/")) return finding;
    const { reason, until } = allowance;
    const allowed = { reason, ...(until === undefined ? {} : { until }) };
    return { ...finding, state: "allowed", evidence: { ...finding.evidence, allowed } };
  });
}

/** Whether an allowance of the page covers a finding of a check, so that it is left as it is. */
export function isAllowed(page: Page, check: string, place: Place): boolean {
  return page.allowances.some((each) => each.check === check && encloses(each.covers, place));
}

/** What each allowance on the pages was good for. */
export function allowanceUses(
  pages: readonly Page[],
  findings: readonly Finding[],
  ran: ReadonlySet<string>,
): AllowanceUse[] {
  const byFile = Map.groupBy(findings, (finding) => finding.file);
  return pages.flatMap((page) =>
    page.allowances.map((allowance) => ({
      page,
      allowance,
      findings: (byFile.get(page.file) ?? []).filter((finding) => allowanceCovers(allowance, finding)).length,
      ran: ran.has(allowance.check),
    })),
  );
}

/** Whether an allowance's last day is over, in UTC. */
export function hasExpired(allowance: { until?: string | undefined }, now: Date): boolean {
  return allowance.until !== undefined && now.toISOString().slice(0, 10) > allowance.until;
}

function holds(allowance: Allowance, now: Date): boolean {
  return allowance.reason !== "" && !allowance.problems?.length && !hasExpired(allowance, now);
}

function allowanceCovers(allowance: Allowance, finding: Finding): boolean {
  return allowance.check === finding.check && encloses(allowance.covers, finding);
}

function encloses(outer: Place, inner: Place): boolean {
  const begins = outer.line < inner.line || (outer.line === inner.line && outer.column <= inner.column);
  const ends = outer.endLine > inner.line || (outer.endLine === inner.line && outer.endColumn > inner.column);
  return begins && ends;
}
