import { compareCodeUnits } from "../core/canonical-json.ts";
import type { Draft } from "../core/finding.ts";
import { wholeFile } from "../core/whole-file.ts";
import { draftOf } from "./draft-of.ts";
import { withoutOverlaps } from "./find-in-page.ts";
import type { LoadedRetired } from "./load-retired.ts";

/** Retired terms in names of files and folders; a folder is reported once, under its own path. */
export function findInNames(files: readonly string[], retired: LoadedRetired): Draft[] {
  return pathsOf(files).flatMap((path) => {
    const severity = retired.severityIn("file-name");
    const name = path.slice(path.lastIndexOf("/") + 1);
    if (severity === "off" || !retired.mayMatch(name)) return [];
    const around = () => ({ scope: "file-name" as const, start: 0, end: name.length });
    const matches = retired.terms.flatMap(({ term, find }) => find(name, around).map((match) => ({ ...match, term })));
    const context = retired.allow.find(({ matches: has, headings }) => headings === undefined && has(path));
    const allowed = context ? { allowed: { reason: context.reason, until: context.until } } : {};
    return withoutOverlaps(matches).map(({ term, start, end }) => {
      const written = name.slice(start, end);
      const place = wholeFile(path);
      return {
        ...draftOf({ retired, term, written, scope: "file-name", place, severity, text: `${written} in ${path}` }),
        ...allowed,
      };
    });
  });
}

function pathsOf(files: readonly string[]): string[] {
  const paths = new Set<string>();
  for (const file of files) {
    const parts = file.split("/");
    for (let length = 1; length <= parts.length; length += 1) paths.add(parts.slice(0, length).join("/"));
  }
  return [...paths].sort(compareCodeUnits);
}
