import { createHash } from "node:crypto";
import * as z from "zod";
import { canonicalJson, compareCodeUnits } from "../../core/canonical-json.ts";
import { UserError } from "../../core/errors.ts";
import { jsonSchema, utcTimeSchema } from "../../core/fact.ts";
import type { ArchiveInspection } from "./inspection.ts";
import { PROBLEMS, type ProblemCode } from "./problem.ts";

const count = z.number().int().nonnegative();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const codes = Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]];
const jsonObject = z.record(z.string(), jsonSchema);

const collectionSchema = z.strictObject({
  database: z.string(),
  collection: z.string(),
  documents: count,
  claimedDocuments: count.optional().describe("What mongodump's own log claims, where one was given."),
  bytes: count,
  crc64: z.string().nullable(),
  crcMatches: z.boolean().nullable(),
  smallestDocument: count.nullable(),
  largestDocument: count.nullable(),
  firstObjectIdAt: utcTimeSchema.nullable(),
  lastObjectIdAt: utcTimeSchema.nullable(),
  indexes: z.array(
    z.strictObject({
      name: z.string(),
      keys: z.array(z.strictObject({ field: z.string(), direction: jsonSchema })),
      options: jsonObject,
    }),
  ),
  fields: z.array(
    z.strictObject({
      path: z.string(),
      types: z.record(z.string(), count),
      documents: count,
      presence: z.number(),
      arrayDepth: count,
      minLength: count.nullable(),
      maxLength: count.nullable(),
    }),
  ),
});

const entrySchema = z.strictObject({
  format: z.literal(1),
  file: z.string().min(1),
  kind: z.enum(["mongodump-archive", "bson", "mongodump-directory"]),
  compression: z.enum(["gzip", "none", "mixed"]),
  bytes: count,
  rawBytes: count,
  sha256,
  rawSha256: sha256,
  serverVersion: z.string().nullable(),
  toolVersion: z.string().nullable(),
  status: z.enum(["intact", "damaged"]),
  problems: z.array(z.strictObject({ code: z.enum(codes), message: z.string(), offset: count })),
  collections: z.array(collectionSchema),
  files: z.array(z.strictObject({ path: z.string(), bytes: count, sha256 })).optional(),
});

/** `manifest.json` without its last line. `file` of each entry is the archive's path below the folder. */
export const manifestSchema = z.strictObject({ format: z.literal(1), archives: z.array(entrySchema) });
export type Manifest = { format: 1; archives: readonly ArchiveInspection[] };

/** A manifest of inspections whose `file` is the path below the folder, sorted by it. */
export function makeManifest(archives: readonly ArchiveInspection[]): Manifest {
  return { format: 1, archives: [...archives].sort((a, b) => compareCodeUnits(a.file, b.file)) };
}

/** Unites manifests of disjoint parts of one folder, as the jobs of a sharded run write them. */
export function uniteManifests(manifests: readonly Manifest[]): Manifest {
  const byFile = new Map(manifests.flatMap(({ archives }) => archives.map((one) => [one.file, one])));
  return makeManifest([...byFile.values()]);
}

/**
 * Renders `manifest.json`: canonical JSON whose last line holds the SHA-256 of all the lines before it, so that
 * `head -n -1 manifest.json | sha256sum` shows whether anyone touched it.
 */
export function renderManifest(manifest: Manifest): string {
  const lines = canonicalJson(manifest).replace(/\n\}\n$/, ",\n");
  return `${lines}  "sha256": "${digestOf(lines)}" }\n`;
}

const LAST_LINE = /^ {2}"sha256": "(?<digest>[0-9a-f]{64})" \}\n?$/;

/** Reads `manifest.json` back. Throws a `UserError` naming `file` where it was changed, cut or is something else. */
export function parseManifest(text: string, file: string): Manifest {
  const lastLine = text.lastIndexOf("\n", text.length - 2) + 1;
  const digest = LAST_LINE.exec(text.slice(lastLine))?.groups?.digest;
  if (digest === undefined || digest !== digestOf(text.slice(0, lastLine))) {
    throw new UserError(`Unexpected content of \`${file}\`, expected lines that the last one proves`, RESTORE_HINT);
  }
  const { sha256: _proof, ...rest } = JSON.parse(text) as Record<string, unknown>;
  const parsed = manifestSchema.safeParse(rest);
  if (parsed.success) return { format: 1, archives: parsed.data.archives.map(withoutUndefined) };
  const [issue] = parsed.error.issues;
  throw new UserError(`Unexpected \`${issue?.path.join(".")}\` in \`${file}\`: ${issue?.message}`, RESTORE_HINT);
}

const RESTORE_HINT = "Restore it from version control, or write the manifest again and review what changed.";

function withoutUndefined({ files, ...entry }: z.infer<typeof entrySchema>): ArchiveInspection {
  const collections = entry.collections.map(({ claimedDocuments, ...one }) =>
    claimedDocuments === undefined ? one : { ...one, claimedDocuments },
  );
  return files ? { ...entry, collections, files } : { ...entry, collections };
}

function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
