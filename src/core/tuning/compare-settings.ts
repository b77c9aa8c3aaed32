import type { Json } from "../canonical-json.ts";
import { factIdPart, type Snapshot } from "../fact.ts";
import type { RecommendedGroup } from "./recommend.ts";
import type { Recommendation } from "./recommendation.ts";
import { parseSize } from "./size.ts";

/** A recommended setting beside what the server has. */
export interface ComparedSetting extends Recommendation {
  /** As the server shows it; undefined where the snapshot does not hold the setting. */
  actual: string | undefined;
  state: "same" | "lower" | "higher" | "different" | "not in the snapshot";
}

/** Holds recommendations against the settings of a snapshot; sizes, times and numbers by value, not by spelling. */
export function compareSettings(groups: readonly RecommendedGroup[], snapshot: Snapshot): ComparedSetting[] {
  const values = new Map(snapshot.facts.map(({ id, value }) => [id, value]));
  return groups
    .flatMap(({ settings }) => settings)
    .map((setting) => {
      const actual = shownValue(values.get(`setting.${factIdPart(setting.name)}`));
      return { ...setting, actual, state: stateOf(setting, actual) };
    });
}

/** Whether two spellings of a setting's value mean the same: `1GB` and `1024MB`, a library among others. */
export function isSameSetting(setting: Pick<Recommendation, "name" | "value">, actual: string): boolean {
  return stateOf(setting, actual) === "same";
}

function stateOf(
  { name, value }: Pick<Recommendation, "name" | "value">,
  actual: string | undefined,
): ComparedSetting["state"] {
  if (actual === undefined) return "not in the snapshot";
  if (name === "shared_preload_libraries") {
    return actual.split(",").some((library) => library.trim().replaceAll('"', "") === value) ? "same" : "different";
  }
  const [wanted, has] = [magnitude(value), magnitude(actual)];
  if (wanted === undefined || has === undefined) return value === actual ? "same" : "different";
  return has === wanted ? "same" : has < wanted ? "lower" : "higher";
}

const TIME: Readonly<Record<string, number>> = { us: 0.001, ms: 1, s: 1000, min: 60_000, h: 3_600_000, d: 86_400_000 };

/** A size in bytes, a time in milliseconds, or a plain number. */
function magnitude(text: string): number | undefined {
  const size = parseSize(text) ?? (/^\d+B$/.test(text) ? Number(text.slice(0, -1)) : undefined);
  if (size !== undefined) return size;
  const time = /^(-?\d+(?:\.\d+)?)\s*(us|ms|s|min|h|d)?$/.exec(text);
  return time ? Number(time[1]) * (time[2] === undefined ? 1 : (TIME[time[2]] ?? 1)) : undefined;
}

function shownValue(value: Json | undefined): string | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const shown = (value as Readonly<Record<string, Json>>).value;
  return typeof shown === "string" ? shown : undefined;
}
