import * as z from "zod";
import { globSchema } from "../../core/glob.ts";
import { retiredSchema } from "../../terms/options.ts";

/** What a target of source `references` may say. */
export const referencesOptions = z.strictObject({
  folder: z.string().min(1).describe("The code tree, relative to the configuration's folder."),
  modules: z
    .array(
      z.strictObject({
        name: z.string().min(1).describe("The module, as pages name it."),
        paths: z.array(globSchema).min(1).describe("Globs of its files, relative to the tree."),
      }),
    )
    .default([])
    .describe("Which files belong to which module; the first that fits counts. All others are counted as `shared`."),
  retired: z
    .array(retiredSchema)
    .min(1)
    .describe("What is looked for: presets or terms of one's own, as in `retired`."),
  ignore: z
    .array(globSchema)
    .default(["**/{.git,node_modules,vendor,dist,bin,obj}/**", "**/*.lock", "**/{package-lock,packages.lock}.json"])
    .describe("Files that are not looked at."),
});
export type ReferencesOptions = z.output<typeof referencesOptions>;
