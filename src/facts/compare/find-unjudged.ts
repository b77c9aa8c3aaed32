import type { Comparison } from "./compare-snapshots.ts";
import { isCounter, isMean, MEASURES } from "./measures.ts";
import type { Limit } from "./threshold.ts";

/**
 * The measures that have a limit and could not be held to it: their counters are not one count, or a snapshot lacks their
 * group. In code-unit order of the limits. A limit that is turned off (`false`) asks nothing, so nothing is missing.
 */
export function findUnjudged(
  source: string,
  { refused, unreadable }: Comparison,
  limits: Readonly<Record<string, Limit>>,
): string[] {
  const gaps = new Set(unreadable.map(({ group }) => group.split(".")[0]));
  return Object.keys(limits)
    .filter((measure) => limits[measure] !== false)
    .filter((measure) => {
      const [group = "", field = ""] = measure.split(".");
      const scope = MEASURES[source]?.[group]?.scope;
      if (scope === undefined) return false;
      const counts = isCounter(source, group, field) || isMean(group, field);
      const own = scope === "statements" ? "statements" : group;
      const isOwn = scope === "statements" || scope === "own view";
      const isRefused = refused.some((one) => (isOwn ? one.scope === own : one.scope.startsWith("database ")));
      return gaps.has(group) || (counts && isRefused);
    })
    .sort();
}
