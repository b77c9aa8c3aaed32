import * as z from "zod";

/** The success metrics' thresholds, as the configuration's `thresholds` states them. A metric without one is not held. */
export const thresholdsSchema = z.strictObject({
  p95Ms: z
    .number()
    .positive()
    .optional()
    .describe("The p95 of statement durations, from the servers' logs, has to be below this many milliseconds."),
  errorRatePercent: z
    .number()
    .positive()
    .max(100)
    .optional()
    .describe(
      "Statements that end in an error, from the servers' logs, have to be below this share of all, in percent.",
    ),
  storagePercent: z
    .number()
    .positive()
    .optional()
    .describe("A module's schema has to be smaller than this share of its archived documents, in percent."),
  documentationPercent: z
    .number()
    .positive()
    .max(100)
    .optional()
    .describe("Of all that the checks of coverage know, at least this share has its place, in percent."),
});
export type Thresholds = z.output<typeof thresholdsSchema>;
