import * as z from "zod";
import type { Json } from "../../../core/canonical-json.ts";
import { factIdPart } from "../../../core/fact.ts";
import type { Group, Row } from "../group.ts";

const rangeSchema = z.strictObject({ above_ms: z.number(), up_to_ms: z.number().nullable(), calls: z.int().min(0) });
type Range = z.output<typeof rangeSchema>;

/**
 * Where the durations of a database's statements lie, from the histograms of pg_stat_monitor: `latency.app`. A histogram gives no
 * percentile, only the two bounds that it lies between; the last range has no upper one. A row that is not the histogram that
 * was expected is left out, and counted.
 */
export const latency: Group = {
  name: "latency",
  optionalExtension: "pg_stat_monitor",
  gaps: (rows) => {
    const unusable = rows.filter((row) => rangesOf(row) === undefined).length;
    return unusable === 0
      ? []
      : [`${unusable} of ${rows.length} histograms are not as pg_stat_monitor 2.0 writes them`];
  },
  toFacts: (rows) =>
    rows.flatMap((row) => {
      const ranges = rangesOf(row);
      return ranges === undefined
        ? []
        : [{ id: `latency.${factIdPart(String(row.database))}`, value: latencyValue(row, ranges) }];
    }),
};

/** Undefined unless the ranges follow one another and only the last is open. */
function rangesOf({ histogram }: Row): Range[] | undefined {
  const { data } = z
    .array(rangeSchema)
    .min(1)
    .safeParse(JSON.parse(String(histogram)));
  const follow = data?.every(({ up_to_ms: end }, index) => end === (data[index + 1]?.above_ms ?? end));
  const open = data?.findIndex(({ up_to_ms: end }) => end === null) ?? -1;
  return data !== undefined && follow && (open === -1 || open === data.length - 1) ? data : undefined;
}

function latencyValue({ histogram: _, ...row }: Row, ranges: readonly Range[]): Json {
  const calls = ranges.reduce((sum, range) => sum + range.calls, 0);
  const quantiles = [50, 95, 99].map((percent) => [percent, rangeAt(ranges, (calls * percent) / 100)] as const);
  return {
    ...row,
    method: "histogram of pg_stat_monitor",
    calls,
    ...Object.fromEntries(
      quantiles.flatMap(([percent, range]) => [
        [`p${percent}_above_ms`, range?.above_ms ?? null],
        [`p${percent}_up_to_ms`, range?.up_to_ms ?? null],
      ]),
    ),
    histogram: [...ranges],
  };
}

/** The range in which the `rank`-th call lies; undefined where there is no call. */
function rangeAt(ranges: readonly Range[], rank: number): Range | undefined {
  let seen = 0;
  return ranges.find(({ calls }) => {
    seen += calls;
    return calls > 0 && seen >= rank;
  });
}
