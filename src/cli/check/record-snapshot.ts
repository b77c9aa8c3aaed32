import { type Fact, makeSnapshot } from "../../core/fact.ts";
import { type Retention, retainSnapshots, writeSnapshot } from "../../facts/index.ts";
import type { Setting } from "../global-options.ts";
import { TOOL_NAME, toolVersion } from "../tool.ts";

/** Writes what a run of checks found out as a snapshot of now, and thins out older ones. Returns the file as it is shown. */
export async function recordSnapshot(
  { factsDirectory, factsShownAs, now }: Setting,
  from: { source: string; target: string; origin: string },
  facts: readonly Fact[],
  retention: Retention,
): Promise<string> {
  const provenance = {
    ...from,
    tool: { name: TOOL_NAME, version: toolVersion() },
    observedAt: now.toISOString().replace(/\.\d+Z$/, "Z"),
  };
  const place = await writeSnapshot(factsDirectory, makeSnapshot(provenance, [...facts]));
  await retainSnapshots(factsDirectory, from.source, from.target, retention);
  return `${factsShownAs}/${place}`;
}
