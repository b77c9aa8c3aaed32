import type { Log, Notification, ReportingDescriptor, Result, Suppression } from "sarif";
import type { Finding, Outcome, Report, RuleHelp, Severity } from "../core/finding.ts";
import type { Reporter } from "../core/reporter.ts";
import { howToAllow } from "./how-to-allow.ts";

const SCHEMA = "https://json.schemastore.org/sarif-2.1.0-rtm.5.json";
const LEVELS = { error: "error", warning: "warning", info: "note" } as const satisfies Record<
  Severity,
  Result["level"]
>;

/**
 * The report as SARIF 2.1.0 (OASIS), for code scanning. Allowed and known findings are results only with `--verbose`, as
 * suppressed ones: several readers show suppressed results as open. Skipped and failed checks are notifications.
 */
export const sarif: Reporter = {
  id: "sarif",
  render(report, { verbose }) {
    const shown = report.findings.filter(({ state }) => verbose || state === "open");
    const failed = report.outcomes.some(({ status }) => status === "failed");
    const log: Log = {
      $schema: SCHEMA,
      version: "2.1.0",
      runs: [
        {
          tool: { driver: { ...report.tool, rules: report.rules.map(descriptor) } },
          columnKind: "utf16CodeUnits",
          invocations: [
            {
              executionSuccessful: !failed,
              toolExecutionNotifications: report.outcomes.flatMap((outcome) => notification(outcome, report)),
            },
          ],
          results: shown.map((finding) => result(finding, report)),
          properties: { allowed: count(report, "allowed"), known: count(report, "known") },
        },
      ],
    };
    return `${JSON.stringify(log, null, 2)}\n`;
  },
};

function descriptor({ id, summary, why, fix, severity }: RuleHelp): ReportingDescriptor {
  const allow = howToAllow(id);
  return {
    id,
    shortDescription: { text: `Holds when ${summary}` },
    fullDescription: { text: why },
    help: {
      text: `${why}\nMend: ${fix}\nAllow: ${allow}`,
      markdown: `${why}\n\n**Mend**: ${fix}\n\n**Allow**: \`${allow}\``,
    },
    defaultConfiguration: { level: LEVELS[severity] },
  };
}

function result(finding: Finding, { rules }: Report): Result {
  const { check, line, column, endLine, endColumn, hint, evidence } = finding;
  const ruleIndex = rules.findIndex(({ id }) => id === check);
  const suppressions = suppressionsOf(finding);
  return {
    ruleId: check,
    ...(ruleIndex < 0 ? {} : { ruleIndex }),
    level: LEVELS[finding.severity],
    message: { text: hint === "" ? finding.message : `${finding.message}\n${hint}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(finding.file), uriBaseId: "%SRCROOT%" },
          region: { startLine: line, startColumn: column, endLine, endColumn },
        },
      },
    ],
    partialFingerprints: { "plumbline/v1": finding.fingerprint },
    ...(suppressions.length === 0 ? {} : { suppressions }),
    properties: { evidence },
  };
}

function suppressionsOf({ state, evidence }: Finding): Suppression[] {
  if (state === "open") return [];
  const { reason } = (evidence[state] ?? {}) as { reason?: unknown };
  return [
    {
      kind: state === "allowed" ? "inSource" : "external",
      ...(typeof reason === "string" ? { justification: reason } : {}),
    },
  ];
}

function notification(outcome: Outcome, { rules }: Report): Notification[] {
  if (outcome.status === "ran") return [];
  const { check: id, status, reason } = outcome;
  return [
    {
      level: status === "failed" ? "error" : "note",
      message: { text: `${id} ${status}: ${reason}` },
      ...(rules.some((rule) => rule.id === id) ? { associatedRule: { id } } : {}),
    },
  ];
}

function uriOf(file: string): string {
  return file.split("/").map(encodeURIComponent).join("/");
}

function count({ findings }: Report, state: Finding["state"]): number {
  return findings.filter((finding) => finding.state === state).length;
}
