import * as z from "zod";
import { durationSchema } from "../core/duration.ts";
import { globSchema } from "../core/glob.ts";
import { thresholdsSchema } from "../core/metrics/thresholds.ts";

const name = z.string().regex(/^[a-z0-9][a-z0-9-]*$/, "expected lower-case letters, digits and -");

const redirectsSchema = z
  .record(z.string().startsWith("/"), z.string().min(1))
  .default({})
  .describe(
    "Addresses of renamed pages and where they lead now, such as `/old/` to `/new/`; `links/internal` checks them.",
  );

const siteSchema = z.strictObject({
  title: z.string().min(1).describe("The site's name, in the header and in page titles."),
  description: z.string().default("").describe("One sentence for search engines and link previews."),
  url: z.url().optional().describe("Where the site will be served, for canonical links."),
  redirects: redirectsSchema,
});

const postgresSchema = z.strictObject({
  majors: z
    .array(z.int().min(13))
    .min(1)
    .default([16])
    .describe("The major versions that the pages claim to hold for."),
  primary: z.int().min(13).default(16).describe("The major that the platform runs; the sandbox uses it by default."),
  fixtures: z
    .string()
    .default("content/schemas")
    .describe("The folder of the schemas that proofs may load, one .sql file each."),
  disposable: z
    .strictObject({ urlFrom: z.string().describe("The environment variable that holds the server's URL.") })
    .optional()
    .describe("A running server that may be used and cleared in place of the embedded one."),
});

const moduleSchema = z.strictObject({
  name: z.string().min(1),
  schema: z.string().min(1).describe("The database schema that the module owns."),
  code: z.array(globSchema).default([]).describe("Globs of the module's source code."),
  page: z.string().optional().describe("The module's page, as a path below content/docs without extension."),
  archives: z
    .array(globSchema)
    .default([])
    .describe("Archives that the schema replaced, as globs of `target/file`: `mongodb/authority-*`."),
  status: z.enum(["converted", "pending"]).describe("Whether retired terms are errors in the module's code."),
});

/** Everything a configuration may say that is not an option of one source or check (design.md section 5). */
export const configSchema = z.strictObject({
  $schema: z.string().optional().describe("The JSON schema, for editors, in a configuration that is JSON."),
  site: siteSchema.prefault({ title: "Plumbline" }),
  postgres: postgresSchema.prefault({}),
  targets: z
    .record(name, z.record(name, z.unknown()))
    .default({})
    .describe("Targets by source and name, each with the options of its source."),
  files: z
    .array(globSchema)
    .default([])
    .describe("Globs of configuration and code beside content/ and the modules that checks look into: `deploy/**`."),
  modules: z.array(moduleSchema).default([]),
  retired: z.array(z.unknown()).default([]).describe("Retired technologies: presets or terms of one's own."),
  freshness: z
    .record(z.string(), durationSchema)
    .default({})
    .describe("How long facts stay fresh: by `source/target`, by `source`, or `default` (7d)."),
  retention: z
    .strictObject({
      snapshots: z.int().min(1).default(30).describe("How many of the newest timed snapshots of a target are kept."),
      weeks: z
        .int()
        .min(0)
        .default(8)
        .describe("For how many weeks the newest snapshot of a week is kept beyond those."),
      months: z.int().min(0).default(24).describe("For how many months the newest of a month is kept beyond those."),
    })
    .prefault({}),
  diff: z
    .record(z.string(), z.unknown())
    .default({})
    .describe(
      "Limits of `plumbline diff` by measure, such as `statement.mean_exec_ms`: a change like `+50%`; `false` for none.",
    ),
  thresholds: thresholdsSchema
    .prefault({})
    .describe("The success metrics that `metrics/threshold` holds; a metric without a threshold is not held."),
  requiredPages: z.array(z.string()).default([]).describe("Pages that must exist, as paths below content/docs."),
  checks: z
    .record(z.string(), z.unknown())
    .default({})
    .describe("Options by check id; `false` turns a check off, which every report says aloud."),
});

/** The configuration with every default filled in. */
export type Config = z.output<typeof configSchema>;
/** The configuration as a person writes it. */
export type ConfigInput = z.input<typeof configSchema>;
