/** Ordered from weakest to strongest; `--fail-on` names one of them. */
export const SEVERITIES = ["info", "warning", "error"] as const;
export type Severity = (typeof SEVERITIES)[number];

/** A place in a file: repo-relative path with `/`, lines and columns 1-based, columns in UTF-16 units, end exclusive. */
export interface Place {
  file: string;
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
}

/** What a check says: a finding before the engine has given it check, severity, fingerprint and state. */
export interface Draft extends Place {
  /** `Unexpected X, expected Y`, values in backticks. */
  message: string;
  /** The action that mends it. */
  hint: string;
  evidence?: Readonly<Record<string, unknown>>;
  /** Where it differs from the check's own. */
  severity?: Severity;
  /** The offending text; part of the fingerprint in place of the line, so that findings survive moved lines. */
  text?: string;
  /** Why the configuration allows it: it is counted aloud as allowed and does not fail the run. */
  allowed?: { reason: string; until?: string | undefined };
}

/** One thing that is not true. `allowed` by a comment on the page, `known` by plumbline.known.json; both are counted aloud. */
export interface Finding extends Place {
  check: string;
  severity: Severity;
  message: string;
  hint: string;
  evidence: Readonly<Record<string, unknown>>;
  fingerprint: string;
  state: "open" | "allowed" | "known";
}

/** How much of what there is has its place: `covered` of `total` things. */
export interface Coverage {
  covered: number;
  total: number;
}

/** How a check ended. Skipped and failed checks are never green. */
export type Outcome =
  | { check: string; status: "ran"; examined: number; note?: string; coverage?: Coverage }
  | { check: string; status: "skipped" | "failed"; reason: string };

/** What a report tells of a check beside its findings, for readers that have only the report. */
export interface RuleHelp {
  id: string;
  summary: string;
  why: string;
  fix: string;
  severity: Severity;
}

/** Everything a reporter needs. `sources` holds the text of each file that has a finding, by path. */
export interface Report {
  tool: { name: string; version: string };
  /** The checks that the outcomes and findings speak of, in the order in which they are listed. */
  rules: readonly RuleHelp[];
  outcomes: readonly Outcome[];
  findings: readonly Finding[];
  sources: ReadonlyMap<string, string>;
}
