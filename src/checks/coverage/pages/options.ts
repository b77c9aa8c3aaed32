import * as z from "zod";
import { durationSchema } from "../../../core/duration.ts";
import { globSchema } from "../../../core/glob.ts";
import { limits } from "../measure.ts";
import { moduleOptions } from "../modules.ts";

const KINDS = ["document", "module", "target", "extension", "setting", "alert"] as const;

export const pagesOptions = z.strictObject({
  of: z
    .array(z.enum(KINDS))
    .default([...KINDS])
    .describe(
      "What must have its page. `target` holds every database, archive folder, log and drill that has a snapshot.",
    ),
  perModule: z
    .array(z.string().min(1))
    .default([])
    .describe("Pages that each module has beside its own, as paths below content/docs with `{name}` and `{schema}`."),
  ignore: z
    .array(z.strictObject({ kind: z.enum(KINDS), name: z.string().min(1), reason: z.string().trim().min(1) }))
    .default([])
    .describe("What needs no page, each with the reason."),
  alerts: z
    .array(globSchema)
    .default(["content/alerts/**/*.{yml,yaml,tpl}"])
    .describe("Globs of the files with alerting rules."),
  review: z
    .strictObject({
      within: durationSchema.prefault("365d").describe("How old the date `reviewed` may be."),
      required: z.boolean().default(false).describe("Whether every written page must have `reviewed` and `owner`."),
      limits: z
        .array(z.strictObject({ paths: z.array(globSchema).min(1), within: durationSchema }))
        .default([])
        .describe("Shorter or longer limits for some pages, as globs; the first that fits holds."),
    })
    .prefault({})
    .describe("Dates and owners in the front matter of written pages."),
  ...limits,
  modules: z.array(moduleOptions).default([]).describe("Given by the configuration's `modules`."),
  requiredPages: z.array(z.string()).default([]).describe("Given by the configuration's `requiredPages`."),
});
export type PagesOptions = z.output<typeof pagesOptions>;
