import XMLBuilder from "fast-xml-builder";
import type { Finding, Outcome, Report } from "../core/finding.ts";
import type { Reporter } from "../core/reporter.ts";
import { escapeControls } from "./escape-controls.ts";

type Element = { [name: string]: string | number | Element | readonly Element[] };

/**
 * JUnit XML, one suite a check: an open finding is a failure, an allowed or known one is skipped with its state, a check
 * that found nothing is one passed case, one that failed is an error.
 */
export const junit: Reporter = {
  id: "junit",
  render(report) {
    const suites = report.outcomes.map((outcome) => suiteOf(outcome, report));
    const builder = new XMLBuilder({ ignoreAttributes: false, format: true, suppressEmptyNode: true });
    const sum = (name: string) => suites.reduce((total, suite) => total + Number(suite[`@_${name}`]), 0);
    const counted = Object.fromEntries(COUNTS.map((name) => [`@_${name}`, sum(name)]));
    return builder.build({
      "?xml": { "@_version": "1.0", "@_encoding": "UTF-8" },
      testsuites: { "@_name": report.tool.name, ...counted, testsuite: suites },
    });
  },
};

const COUNTS = ["tests", "failures", "errors", "skipped"] as const;

function suiteOf(outcome: Outcome, { findings }: Report): Element {
  const cases = casesOf(
    outcome,
    findings.filter(({ check }) => check === outcome.check),
  );
  const having = (name: string) => cases.filter((each) => name in each).length;
  return {
    "@_name": outcome.check,
    "@_tests": cases.length,
    "@_failures": having("failure"),
    "@_errors": having("error"),
    "@_skipped": having("skipped"),
    testcase: cases,
  };
}

function casesOf(outcome: Outcome, findings: readonly Finding[]): Element[] {
  const named = (name: string) => ({ "@_classname": outcome.check, "@_name": clean(name) });
  if (outcome.status !== "ran") {
    const element = outcome.status === "failed" ? "error" : "skipped";
    return [{ ...named(outcome.check), [element]: { "@_message": clean(outcome.reason) } }];
  }
  if (findings.length === 0) return [named(`${outcome.examined} examined`)];
  return findings.map((finding) => ({
    ...named(`${finding.file}:${finding.line}:${finding.column} ${finding.fingerprint}`),
    "@_file": clean(finding.file),
    "@_line": finding.line,
    ...verdict(finding),
  }));
}

function verdict({ state, severity, message, hint }: Finding): Element {
  if (state !== "open") return { skipped: { "@_message": clean(`${state}: ${message}`) } };
  return { failure: { "@_message": clean(message), "@_type": severity, "#text": clean(hint) } };
}

/** XML 1.0 has no place for most control characters, nor for half a surrogate pair. */
function clean(text: string): string {
  return escapeControls(text).replace(/[\ufffe\uffff]/g, "\ufffd");
}
