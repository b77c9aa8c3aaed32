import picomatch from "picomatch";
import type { Project } from "../core/check.ts";
import type { Place } from "../core/finding.ts";
import type { Alert } from "./read-alerts.ts";

export interface Rules {
  /** How many rule files there are. */
  files: number;
  alerts: Alert[];
  broken: { message: string; place: Place }[];
}

/** Reads the alerts of every rule file of the project. */
export async function loadRules({ files, readText }: Project, patterns: readonly string[]): Promise<Rules> {
  const matches = picomatch([...patterns]);
  const chosen = files.filter((file) => matches(file));
  if (chosen.length === 0) return { files: 0, alerts: [], broken: [] };
  // The YAML reader is for projects that have rules.
  const { readAlerts } = await import("./read-alerts.ts");
  const read = await Promise.all(chosen.map(async (file) => readAlerts(file, await readText(file))));
  return {
    files: chosen.length,
    alerts: read.flatMap(({ alerts }) => alerts),
    broken: read.flatMap(({ broken }) => (broken ? [broken] : [])),
  };
}
