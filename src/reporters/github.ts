import type { Finding, Outcome, Severity } from "../core/finding.ts";
import type { Reporter } from "../core/reporter.ts";
import { escapeControls } from "./escape-controls.ts";
import { plainSummary } from "./plain-summary.ts";

const COMMANDS = { error: "error", warning: "warning", info: "notice" } as const satisfies Record<Severity, string>;

/**
 * GitHub's workflow commands: an annotation for each open finding, and for each check that did not run. Escaped as GitHub's
 * own toolkit escapes them, so that no page can issue a command. Columns are given where the finding lies on one line.
 */
export const github: Reporter = {
  id: "github",
  render: (report) =>
    [
      ...report.findings.filter(({ state }) => state === "open").map(annotation),
      ...report.outcomes.flatMap(notice),
      // A line of its own that begins with a word is no command.
      escapeData(plainSummary(report)),
      "",
    ].join("\n"),
};

function annotation(finding: Finding): string {
  const { file, line, column, endLine, endColumn, check, message, hint } = finding;
  const places = { file, line, endLine, ...(line === endLine ? { col: column, endColumn: endColumn } : {}) };
  return command(COMMANDS[finding.severity], { ...places, title: check }, [message, hint]);
}

function notice(outcome: Outcome): string[] {
  if (outcome.status === "ran") return [];
  const { check, status, reason } = outcome;
  return [command(status === "failed" ? "error" : "notice", { title: check }, [`${status}: ${reason}`])];
}

function command(name: string, properties: Record<string, string | number>, lines: readonly string[]): string {
  const written = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
  const text = lines.filter((line) => line !== "").map(escapeData);
  return `::${name} ${written.join(",")}::${text.join("%0A")}`;
}

function escapeData(text: string): string {
  return escapeControls(text).replaceAll("%", "%25");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
