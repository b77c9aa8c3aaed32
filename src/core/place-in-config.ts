import type { Project } from "./check.ts";
import type { Place } from "./finding.ts";

/** Where the configuration says something, by the path of its key; the start of the usual file where nobody can tell. */
export function placeInConfig({ configuration }: Pick<Project, "configuration">, path: readonly PropertyKey[]): Place {
  const line = configuration?.lineOf(path) ?? 1;
  return { file: configuration?.file ?? "plumbline.config.ts", line, column: 1, endLine: line, endColumn: 1 };
}
