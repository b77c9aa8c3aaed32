import * as z from "zod";
import { globSchema } from "../core/glob.ts";
import { presets } from "./presets/index.ts";
import { SCOPES } from "./scopes.ts";

/** What no person writes or can mend: collected facts, lock files, vendored and built trees. */
const GENERATED = [
  "content/facts/**",
  "plumbline.config.*",
  "**/*.lock",
  "**/{package-lock,npm-shrinkwrap,packages.lock}.json",
  "**/{pnpm-lock.yaml,go.sum}",
  "**/{node_modules,vendor,third_party,dist,bin,obj,target}/**",
  "**/*.{min.js,min.css,map,designer.cs,g.cs,pb.go}",
];

const date = z.iso.date();

const allowSchema = z.strictObject({
  paths: z.array(globSchema).min(1).describe("Globs of the files in which the technology may be named."),
  headings: z
    .array(z.string().min(1))
    .optional()
    .describe("Only below headings that contain one of these words, such as `Migration` or `History`."),
  reason: z.string().trim().min(1).describe("Why it may be named there; every report shows it."),
  until: date.optional().describe("The last day on which it holds."),
});

const severitySchema = z.enum(["error", "warning", "info", "off"]);

const shared = {
  replacedBy: z.string().min(1).optional().describe("What to write instead."),
  since: date.optional().describe("The day since which it is retired; until then naming it is info, not error."),
  severity: z
    .partialRecord(z.enum(SCOPES), severitySchema)
    .default({})
    .describe("A severity for each place where a term may stand; `off` looks away. Default: error, directives off."),
  allow: z.array(allowSchema).default([]).describe("Where it may be named, and why."),
};

const spec = z.union([z.string(), z.strictObject({ text: z.string(), scope: z.enum(SCOPES) })]);

const termSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, "expected lower-case letters, digits and -"),
  words: z
    .array(z.string().min(1))
    .min(1)
    .describe(
      "Words or phrases, whole and in any case; `*` stands for up to 64 more letters, digits, `_` and `-`, at most twice in a word.",
    ),
  not: z.array(z.string().min(1)).default([]).describe("Phrases that hold the word and mean something else."),
  replacedBy: z.string().min(1).optional(),
  mustMatch: z.array(spec).min(1).describe("Texts in which the term has to be found; proven at every start."),
  mustNotMatch: z.array(spec).default([]).describe("Texts in which it must not be found."),
});

const presetSchema = z.strictObject({
  preset: z.enum(presets.map((preset) => preset.id)).describe("A set of terms that Plumbline brings along."),
  ...shared,
});

const ownSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, "expected lower-case letters, digits and -"),
  terms: z.array(termSchema).min(1),
  ...shared,
});

export const retiredSchema = z.union([presetSchema, ownSchema]);

const moduleSchema = z.strictObject({
  name: z.string(),
  code: z.array(globSchema).describe("Globs of the module's source code."),
  status: z.enum(["converted", "pending"]),
  page: z.string().optional().describe("The module's page, as a path below content/docs without extension."),
});

/** What stands under `retired` in the configuration, and what `--retired PRESET` adds to it. */
export const staleTermOptions = z.strictObject({
  retired: z.array(retiredSchema).default([]).describe("Retired technologies: presets or terms of one's own."),
  modules: z
    .array(moduleSchema)
    .default([])
    .describe("Code and page of `pending` modules may still name what is retired: there it is info, not error."),
  ignore: z
    .array(globSchema)
    .default(GENERATED)
    .describe("Files that are not looked at: what is generated, vendored or locked."),
});
export type StaleTermOptions = z.output<typeof staleTermOptions>;
export type Retired = z.output<typeof retiredSchema>;
export type OwnTerm = z.output<typeof termSchema>;
