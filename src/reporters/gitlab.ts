import { createHash } from "node:crypto";
import type { Finding, Outcome, Severity } from "../core/finding.ts";
import type { Reporter } from "../core/reporter.ts";
import { escapeControls } from "./escape-controls.ts";

const LEVELS = { error: "major", warning: "minor", info: "info" } as const satisfies Record<Severity, string>;

/** Where what concerns no file is shown: the folder of the pages. */
const PAGES = "content/docs";

/** One issue as GitLab reads it: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format. */
interface Issue {
  description: string;
  check_name: string;
  fingerprint: string;
  severity: "info" | "minor" | "major" | "critical" | "blocker";
  location: { path: string; lines: { begin: number; end: number } };
}

/** GitLab's Code Quality report: every open finding, and every check that failed or was skipped, so that neither looks clean. */
export const gitlab: Reporter = {
  id: "gitlab",
  render: ({ findings, outcomes }) => {
    const issues = [...findings.filter(({ state }) => state === "open").map(issue), ...outcomes.flatMap(unrun)];
    return `${JSON.stringify(issues, null, 2)}\n`;
  },
};

function issue({ check, severity, file, line, endLine, message, hint, fingerprint }: Finding): Issue {
  return {
    description: escapeControls(hint === "" ? message : `${message} (${hint})`),
    check_name: check,
    fingerprint,
    severity: LEVELS[severity],
    location: { path: file, lines: { begin: line, end: endLine } },
  };
}

function unrun(outcome: Outcome): Issue[] {
  if (outcome.status === "ran") return [];
  const { check, status, reason } = outcome;
  return [
    {
      description: escapeControls(`${status}: ${reason}`),
      check_name: check,
      fingerprint: createHash("sha256").update(`${check} ${status}`).digest("hex").slice(0, 16),
      severity: status === "failed" ? "blocker" : "info",
      location: { path: PAGES, lines: { begin: 1, end: 1 } },
    },
  ];
}
