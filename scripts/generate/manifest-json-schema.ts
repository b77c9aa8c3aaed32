import * as z from "zod";
import { manifestSchema } from "../../src/sources/archives/manifest.ts";

/** The JSON schema (2020-12) of `manifest.json`, its last line included. */
export function manifestJsonSchema() {
  const sha256 = z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .describe("SHA-256 of all lines before this one: `head -n -1 manifest.json | sha256sum`.");
  return { ...z.toJSONSchema(manifestSchema.extend({ sha256 })), title: "manifest.json of mongodump archives" };
}
