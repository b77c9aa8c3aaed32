import type { Reporter } from "../core/reporter.ts";

/** The report as JSON, format 1 (design.md section 4): keys in the contract's order. */
export const json: Reporter = {
  id: "json",
  render: ({ tool, outcomes, findings }) =>
    `${JSON.stringify(
      {
        format: 1,
        tool: { name: tool.name, version: tool.version },
        outcomes,
        findings: findings.map((finding) => ({
          check: finding.check,
          severity: finding.severity,
          file: finding.file,
          line: finding.line,
          column: finding.column,
          endLine: finding.endLine,
          endColumn: finding.endColumn,
          message: finding.message,
          hint: finding.hint,
          evidence: finding.evidence,
          fingerprint: finding.fingerprint,
          state: finding.state,
        })),
      },
      null,
      2,
    )}\n`,
};
