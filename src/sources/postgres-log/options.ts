import * as z from "zod";
import { globSchema } from "../../core/glob.ts";

/** `50ms`, `1s`, `-1`: as postgresql.conf writes a time whose unit is milliseconds. */
const timeSchema = z.union([
  z.number(),
  z
    .string()
    .regex(/^-?\d+(\.\d+)? ?(us|ms|s|min|h|d)?$/, "expected a time as postgresql.conf writes it, such as `50ms`")
    .transform((text) => Number.parseFloat(text) * (UNIT_MS[text.replace(/^[-\d. ]+/, "")] ?? 1)),
]);
const UNIT_MS: Readonly<Record<string, number>> = {
  us: 0.001,
  ms: 1,
  s: 1000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

const rateSchema = z.number().min(0).max(1);

export const postgresLogOptions = z
  .strictObject({
    folder: z.string().min(1).optional().describe("Folder with the server's logs, relative to the project's root."),
    folderFrom: z.string().min(1).optional().describe("The environment variable that names the folder instead."),
    pattern: z
      .union([globSchema, z.array(globSchema).min(1)])
      .default(["**/*.json", "**/*.csv", "**/*.log", "**/*.json.*", "**/*.csv.*", "**/*.log.*"])
      .describe("Which files below the folder to read, as globs; those that gzip made too. A file is read once."),
    linePrefix: z
      .string()
      .optional()
      .describe(
        "The server's `log_line_prefix`, for logs in plain text; without it they tell no database and no query.",
      ),
    logged: z
      .strictObject({
        log_duration: z.boolean().default(false).describe("Whether every statement's duration is logged."),
        log_min_duration_statement: timeSchema
          .default(-1)
          .describe("From which duration on every statement is logged."),
        log_min_duration_sample: timeSchema.default(-1).describe("From which duration on a sample is logged."),
        log_statement_sample_rate: rateSchema.default(1).describe("Which share of those is logged."),
        log_transaction_sample_rate: rateSchema.default(0).describe("Of which share of transactions all is logged."),
      })
      .optional()
      .describe(
        "What the server was told to log. Without it nothing is said of the statements that are not in the log.",
      ),
    queries: z
      .int()
      .min(0)
      .default(100)
      .describe("Of how many queries percentiles are kept: those that took most time."),
  })
  .refine(({ folder, folderFrom }) => (folder === undefined) !== (folderFrom === undefined), {
    message: "expected either `folder` or `folderFrom`",
  });
export type PostgresLogOptions = z.output<typeof postgresLogOptions>;
export type Logged = NonNullable<PostgresLogOptions["logged"]>;
