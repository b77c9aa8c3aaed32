import type { Report } from "../core/finding.ts";

/** The counts in one line: findings by state, checks by how they ended. */
export function plainSummary({ findings, outcomes }: Pick<Report, "findings" | "outcomes">): string {
  const found = (state: string) => findings.filter((finding) => finding.state === state).length;
  const ended = (status: string) => outcomes.filter((outcome) => outcome.status === status).length;
  const open = found("open");
  return [
    `${open === 0 ? "no" : open} open ${open === 1 ? "finding" : "findings"}, ${found("allowed")} allowed, ${found("known")} known`,
    `checks: ${ended("ran")} ran, ${ended("skipped")} skipped, ${ended("failed")} failed`,
  ].join("; ");
}
