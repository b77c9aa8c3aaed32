import * as z from "zod";

/** How far a measure may move between two snapshots. */
export interface Threshold {
  /** As it was written, for messages. */
  text: string;
  direction: 1 | -1;
  /** In the measure's own unit, or a ratio of the older value. */
  amount: number;
  relative: boolean;
  perDay: boolean;
}

const UNITS: Readonly<Record<string, number>> = {
  "": 1,
  ms: 1,
  s: 1000,
  B: 1,
  KiB: 1024,
  MiB: 1024 ** 2,
  GiB: 1024 ** 3,
  TiB: 1024 ** 4,
};
const SHAPE = /^([+-])(\d+(?:\.\d+)?) ?(%|ms|s|B|[KMGT]iB)?(\/d)?$/;
const EXPECTED = "expected a sign, a number and a unit, such as `+50%`, `-0.05` or `+10GiB/d`";

/** Reads `+50%`, `-0.05`, `+10GiB/d`; undefined where the text is no threshold. */
export function parseThreshold(text: string): Threshold | undefined {
  const match = SHAPE.exec(text.trim());
  if (!match) return undefined;
  const [, sign, number, unit = "", perDay] = match;
  const relative = unit === "%";
  const amount = Number(number) * (relative ? 0.01 : (UNITS[unit] ?? 1));
  return { text: text.trim(), direction: sign === "+" ? 1 : -1, amount, relative, perDay: perDay !== undefined };
}

/** One limit of the configuration: its change, and below which size a change never counts. `false` turns it off. */
export const limitSchema = z.union([
  z.literal(false),
  z.string().refine((text) => parseThreshold(text) !== undefined, EXPECTED),
  z.strictObject({
    change: z
      .string()
      .refine((text) => parseThreshold(text) !== undefined, EXPECTED)
      .describe("How far it may move, such as `+50%`, `-0.05` or `+10GiB/d`."),
    floor: z.number().min(0).default(0).describe("A change smaller than this, in the measure's unit, never counts."),
  }),
]);
export type Limit = z.output<typeof limitSchema>;

/** What holds where the configuration says nothing: noise below the floors is not worth a night. */
export const DEFAULT_LIMITS: Readonly<Record<string, Readonly<Record<string, Limit>>>> = {
  postgres: {
    "statement.mean_exec_ms": { change: "+50%", floor: 1 },
    "database.size_bytes": { change: "+20%/d", floor: 1024 ** 3 },
    "database.cache_hit_ratio": { change: "-0.05", floor: 0 },
    "database.deadlocks": { change: "+10/d", floor: 10 },
    "table.total_bytes": { change: "+50%/d", floor: 100 * 1024 ** 2 },
  },
};
