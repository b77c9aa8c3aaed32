import type { Finding, Report } from "../../core/finding.ts";
import type { Reporter } from "../../core/reporter.ts";
import { type TextLines, textLines } from "../../core/text-lines.ts";
import { escapeControls } from "../escape-controls.ts";
import { excerpt } from "./excerpt.ts";
import { type Paint, paintWith } from "./paint.ts";
import { summary } from "./summary.ts";

/** For people: each open finding with its source line, a caret and the hint; then what ran, and what did not. */
export const text: Reporter = {
  id: "text",
  render(report, { color, verbose }) {
    const paint = paintWith(color);
    const linesOf = linesByFile(report);
    const shown = report.findings.filter((finding) => verbose || finding.state === "open");
    const findings = shown.map((finding) => renderFinding(finding, linesOf(finding.file), paint));
    return [...findings, summary(report, paint)].join("\n");
  },
};

function renderFinding(finding: Finding, lines: TextLines | undefined, paint: Paint): string {
  const place = `${escapeControls(finding.file)}:${finding.line}:${finding.column}`;
  const state = finding.state === "open" ? "" : ` (${finding.state})`;
  const level = paint[finding.severity](finding.severity);
  return [
    `${place} ${level} ${finding.check} ${escapeControls(finding.message)}${state}`,
    ...(lines ? excerpt(finding, lines, paint) : []),
    ...(finding.hint === "" ? [] : [`  ${paint.dim("hint:")} ${escapeControls(finding.hint)}`]),
    "",
  ].join("\n");
}

function linesByFile({ sources }: Report): (file: string) => TextLines | undefined {
  const made = new Map<string, TextLines>();
  return (file) => {
    const source = sources.get(file);
    if (source === undefined) return undefined;
    const lines = made.get(file) ?? textLines(source);
    made.set(file, lines);
    return lines;
  };
}
