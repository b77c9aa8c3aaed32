import type { Finding, Place } from "../core/finding.ts";
import type { Page } from "../core/page.ts";
import type { DrillSettings } from "./drill-schema.ts";

/** A page that is executed: its blocks and hidden steps in their order on the page. */
export interface Drill {
  name: string;
  page: Page;
  settings: DrillSettings;
  steps: readonly Step[];
}

/** One thing that a drill does; `code` begins on line `codeLine` of the page. */
export interface Step {
  kind: "shell" | "sql" | "conf";
  code: string;
  codeLine: number;
  place: Place;
  /** A comment that the reader does not see: the accident, or the comparison. */
  hidden: boolean;
  name: string | undefined;
  expect: Expectation;
  /** The file that a block of configuration belongs to. */
  title: string;
}

/** What a step has to come to. */
export type Expectation =
  | { kind: "success" }
  | { kind: "exit"; status: number }
  | { kind: "error"; sqlstate: string }
  | { kind: "rows" | "empty" };

/** One step as it went. */
export interface StepResult {
  step: Step;
  /** Milliseconds. */
  took: number;
}

/** One comparison with the state that was marked before. */
export interface Comparison {
  mark: string;
  database: string;
  bytes: number;
  tables: readonly { name: string; rows: number }[];
}

export type DrillOutcome =
  | { status: "skipped"; reason: string; hint: string }
  | {
      status: "passed" | "failed";
      /** Of the server, such as `15.18`. */
      version: string;
      /** Bytes of the database with the known data set. */
      sourceBytes: number;
      steps: readonly StepResult[];
      comparisons: readonly Comparison[];
      /** Milliseconds. */
      took: number;
      networkCut: boolean;
      finding: Failure | undefined;
    };

/** Why a drill failed, at its place on the page. */
export type Failure = Place & Pick<Finding, "message" | "hint" | "evidence">;
