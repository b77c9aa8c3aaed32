import * as z from "zod";
import { durationTextSchema } from "../../core/duration.ts";
import { jsonSchema, utcTimeSchema } from "../../core/fact.ts";

const text = z.string("expected text").trim().min(1, "expected text that is not empty");

/** `2026-11-24`, which is that day's beginning, or a time in UTC; never later than now. */
function pastSchema(now: Date) {
  return z
    .string("expected a date such as `2026-11-24`")
    .transform((given) => (/^\d{4}-\d{2}-\d{2}$/.test(given) ? `${given}T00:00:00Z` : given))
    .refine((time) => utcTimeSchema.safeParse(time).success, "expected a date such as `2026-11-24`")
    .refine((time) => !(Date.parse(time) > now.getTime()), "expected a day that was, not one to come");
}

/** One stated fact as a person writes it (design.md section 6): all keys are required, so that nothing stands for itself. */
export function statedFactSchema(now: Date) {
  return z.strictObject({
    value: jsonSchema.refine((value) => value !== null, "expected a value, not null"),
    /** `EUR/month`, `days`; `text`, `date` or `record` where nothing is measured. */
    unit: text,
    /** On whose word: a contract, a minute, a person. */
    source: text,
    as_of: pastSchema(now),
    stale_after: durationTextSchema,
  });
}

export const STATED_KEYS = ["value", "unit", "source", "as_of", "stale_after"] as const;
