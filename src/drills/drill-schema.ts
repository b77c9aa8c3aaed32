import * as z from "zod";
import { durationSchema } from "../core/duration.ts";

const path = z.string().regex(/^\/[\w./-]*\w$/, "expected an absolute path");

/** What a page says under `drill:` in its front matter; `drill: true` takes every default. */
export const drillSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]*$/, "expected lower-case letters, digits and -")
    .optional()
    .describe("The target of its snapshots; default: the last part of the page's address."),
  needs: z
    .array(z.string().min(1))
    .default([])
    .describe("Programs that it needs beside the server's and psql; with a slash, a file of the project."),
  folders: z
    .array(path)
    .default(["/srv"])
    .describe("Folders of the page that stand for folders of the drill: nothing else on the machine is meant by them."),
  data: path.default("/srv/postgresql/data").describe("The data folder of its server, below one of `folders`."),
  database: z
    .string()
    .regex(/^[a-z_][a-z0-9_]*$/)
    .default("app")
    .describe("The database that holds the known data set."),
  settings: z.record(z.string(), z.string()).default({}).describe("Lines of postgresql.conf, by name."),
  vars: z
    .record(z.string(), z.string())
    .default({})
    .describe("What a placeholder stands for in the drill, before the page's `vars`; `$NAME` is what a step exported."),
  restore: z.array(z.string()).default([]).describe("Names of the blocks whose time is the time of the restore."),
  timeout: durationSchema.prefault("5m").describe("How long one block may take."),
  older: z
    .boolean()
    .default(false)
    .describe("Whether it begins on an older major, with OLD_BIN and NEW_BIN as folders."),
});
export type DrillSettings = z.output<typeof drillSchema>;
