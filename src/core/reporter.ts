import type { Report } from "./finding.ts";

/** Turns a report into text; pure. */
export interface Reporter {
  id: string;
  render(report: Report, options: { color: boolean; verbose: boolean }): string;
}
