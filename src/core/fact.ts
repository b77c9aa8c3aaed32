import * as z from "zod";
import { compareCodeUnits, type Json } from "./canonical-json.ts";
import { durationTextSchema } from "./duration.ts";

/** A time in UTC as RFC 3339 with seconds or milliseconds: `2026-11-24T02:05:00Z`. */
export const utcTimeSchema = z.iso.datetime({ offset: false });

/** Any JSON value; numbers are finite. */
export const jsonSchema: z.ZodType<Json> = z.json() as z.ZodType<Json>;

/**
 * One value seen in the real world. `id` is unique in its snapshot and made of dotted parts (`server.version`,
 * `table.authority.users`); parts that come from outside are written by {@link factIdPart}. A value that is an object
 * names the unit of each field in the field's name (`total_bytes`); a single number has `unit`.
 */
export const factSchema = z.strictObject({
  id: z.string().min(1),
  value: jsonSchema,
  unit: z.string().optional(),
  note: z.string().optional(),
  /** Given where a person says so and no machine saw it: on whose word, since when, and for how long it may be believed. */
  stated: z.strictObject({ source: z.string(), asOf: utcTimeSchema, staleAfter: durationTextSchema }).optional(),
});
export type Fact = z.infer<typeof factSchema>;

/** Where a snapshot comes from. `origin` names the place a reader would look (host, database, folder), never a credential. */
export const provenanceSchema = z.strictObject({
  source: z.string().regex(/^[a-z][a-z0-9-]*$/),
  target: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
  origin: z.string(),
  tool: z.strictObject({ name: z.string(), version: z.string() }),
  observedAt: utcTimeSchema,
  /** SHA-256 of the text that was read, where the origin is one file of the project; it tells whether that was edited since. */
  digest: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  /** What could not be read, by fact group, with the server's own reason. Never filled with zeros. */
  unreadable: z.array(z.strictObject({ group: z.string(), reason: z.string() })).optional(),
});
export type Provenance = z.infer<typeof provenanceSchema>;

/** The facts that one source collected from one target at one time (design.md section 6). */
export const snapshotSchema = z.strictObject({
  format: z.literal(1),
  provenance: provenanceSchema,
  facts: z.array(factSchema),
});
export type Snapshot = z.infer<typeof snapshotSchema>;

/**
 * Writes a name from outside (an identifier, a file name) as one part of a fact id: everything but letters, digits,
 * `_`, `$` and `-` is percent-encoded as UTF-8, so that ids stay printable, unique and free of dots, slashes and `#`.
 */
export function factIdPart(name: string): string {
  if (/^[\w-]*$/.test(name)) return name;
  return encodeURIComponent(name.toWellFormed()).replace(
    /[!'()*.~]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** A snapshot with its facts in code-unit order of their ids. Throws when two facts share an id. */
export function makeSnapshot(provenance: Provenance, facts: readonly Fact[]): Snapshot {
  const sortedFacts = [...facts].sort((a, b) => compareCodeUnits(a.id, b.id));
  for (const [index, fact] of sortedFacts.entries()) {
    if (fact.id === sortedFacts[index + 1]?.id) throw new TypeError(`Unexpected second fact with the id ${fact.id}`);
  }
  return { format: 1, provenance, facts: sortedFacts };
}
