import type { PhrasingContent, Root, RootContent, TableRow } from "mdast";
import type { Finding, Outcome, Report } from "../core/finding.ts";
import { loadByNeed } from "../core/load-by-need.ts";
import type { Reporter } from "../core/reporter.ts";
import { escapeControls } from "./escape-controls.ts";
import { plainSummary } from "./plain-summary.ts";

const gfm = loadByNeed<typeof import("mdast-util-gfm")>("mdast-util-gfm", import.meta.url);
const writer = loadByNeed<typeof import("mdast-util-to-markdown")>("mdast-util-to-markdown", import.meta.url);

/** A merge request's reader wants a picture, not a log; forges cut long comments anyway. */
const MOST_FINDINGS = 50;

/** A summary for a merge request: what is open, then how each check ended. Built as a tree, so that no text is markup. */
export const markdown: Reporter = {
  id: "markdown",
  render(report) {
    const open = report.findings.filter(({ state }) => state === "open");
    const left = open.length - MOST_FINDINGS;
    const root: Root = {
      type: "root",
      children: [
        { type: "heading", depth: 2, children: [text(`Plumbline: ${plainSummary(report)}`)] },
        ...(open.length === 0 ? [] : [findingsTable(open.slice(0, MOST_FINDINGS))]),
        ...(left > 0 ? [paragraph([text(`and ${left} more; run `), code("plumbline check"), text(" for all.")])] : []),
        outcomesTable(report),
      ],
    };
    return writer().toMarkdown(root, { extensions: [gfm().gfmToMarkdown({ tablePipeAlign: false })] });
  },
};

function findingsTable(findings: readonly Finding[]): RootContent {
  return table(
    ["Severity", "Where", "Check", "What", "How to mend"],
    findings.map((finding) => [
      [text(finding.severity)],
      [code(`${finding.file}:${finding.line}`)],
      [code(finding.check)],
      phrases(finding.message),
      phrases(finding.hint),
    ]),
  );
}

function outcomesTable({ outcomes, findings }: Report): RootContent {
  const openIn = (id: string) => findings.filter(({ check, state }) => check === id && state === "open").length;
  return table(
    ["Check", "Status", "Examined", "Open", "Note"],
    outcomes.map((outcome) => [
      [code(outcome.check)],
      [outcome.status === "failed" ? { type: "strong", children: [text("failed")] } : text(outcome.status)],
      [text(outcome.status === "ran" ? String(outcome.examined) : "")],
      [text(outcome.status === "ran" ? String(openIn(outcome.check)) : "")],
      phrases(noteOf(outcome)),
    ]),
  );
}

function noteOf(outcome: Outcome): string {
  return outcome.status === "ran" ? (outcome.note ?? "") : outcome.reason;
}

function table(head: readonly string[], rows: readonly PhrasingContent[][][]): RootContent {
  const row = (cells: readonly PhrasingContent[][]): TableRow => ({
    type: "tableRow",
    children: cells.map((children) => ({ type: "tableCell", children })),
  });
  return { type: "table", children: [row(head.map((title) => [text(title)])), ...rows.map(row)] };
}

/** Values stand in backticks in every message: they become code, all else is text. */
function phrases(message: string): PhrasingContent[] {
  const parts = message.split("`");
  // An odd number of backticks: the last one quotes nothing.
  if (parts.length % 2 === 0) return [text(message)];
  return parts.flatMap((part, index) => (part === "" ? [] : [index % 2 === 0 ? text(part) : code(part)]));
}

function paragraph(children: PhrasingContent[]): RootContent {
  return { type: "paragraph", children };
}

function text(value: string): PhrasingContent {
  return { type: "text", value: escapeControls(value) };
}

function code(value: string): PhrasingContent {
  return { type: "inlineCode", value: escapeControls(value) };
}
