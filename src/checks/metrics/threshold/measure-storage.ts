import picomatch from "picomatch";
import * as z from "zod";
import { type ArchiveRecord, archiveRecords, collectionsOf } from "../../../core/archives/records.ts";
import { factIdPart } from "../../../core/fact.ts";
import type { FactReader } from "../../../core/fact-reader.ts";
import type { Metric } from "../../../core/metrics/metric.ts";

/** What the metric needs to know of a module. */
export const storedModule = z.object({
  name: z.string(),
  schema: z.string(),
  archives: z.array(z.string()).default([]),
});
type StoredModule = z.output<typeof storedModule>;

interface Measured {
  bytes: number;
  observedAt: string;
}

/**
 * For every module, its schema's size (heap, indexes and TOAST) in percent of its archived documents as BSON, which is
 * what `dataSize` of MongoDB counted: neither indexes nor compression of the files. A schema that several servers have is
 * taken from each; the largest counts.
 */
export function measureStorage(facts: FactReader, modules: readonly StoredModule[], threshold: number): Metric[] {
  const archives = archiveRecords(facts);
  return modules.map((module) => {
    const base = { id: "storage" as const, subject: module.name, threshold };
    const schema = schemaSize(facts, module.schema);
    if (!schema)
      return missing(
        base,
        `as no snapshot has the schema \`${module.schema}\``,
        "Pull the server that has it: plumbline pull postgres",
      );
    const archived = archivedSize(archives, module.archives);
    if (!archived)
      return missing(
        base,
        "as no archive is known to be the module's",
        "Name its archives under `modules[].archives`, and pull them: plumbline pull archives",
      );
    if (archived.damaged)
      return missing(
        base,
        `as the archive \`${archived.damaged}\` is damaged`,
        "Verify it against its manifest: plumbline archive verify",
      );
    return {
      ...base,
      value: (100 * schema.bytes) / archived.bytes,
      evidence: `schema \`${module.schema}\` of ${schema.bytes} bytes against ${archived.bytes} bytes of documents`,
      observedAt: [schema.observedAt, archived.observedAt].sort()[0] ?? null,
      hint: "Look for bloat, unused and redundant indexes on the page of performance baselines.",
    };
  });
}

function missing(base: Pick<Metric, "id" | "subject" | "threshold">, evidence: string, hint: string): Metric {
  return { ...base, value: null, evidence, observedAt: null, hint };
}

function schemaSize(facts: FactReader, schema: string): Measured | undefined {
  const sizes = facts
    .targets()
    .filter(({ source }) => source === "postgres")
    .flatMap(({ source, target }): Measured[] => {
      const snapshot = facts.latest(source, target);
      const value = snapshot?.facts.find(({ id }) => id === `schema.${factIdPart(schema)}`)?.value;
      const bytes =
        typeof value === "object" && value !== null && "total_bytes" in value ? value.total_bytes : undefined;
      return snapshot && typeof bytes === "number" ? [{ bytes, observedAt: snapshot.provenance.observedAt }] : [];
    });
  return sizes.sort((a, b) => b.bytes - a.bytes)[0];
}

function archivedSize(
  archives: readonly ArchiveRecord[],
  globs: readonly string[],
): (Measured & { damaged: string | undefined }) | undefined {
  const isOwn = picomatch([...globs]);
  const own = globs.length === 0 ? [] : archives.filter(({ name }) => isOwn(name));
  const bytes = own
    .flatMap(collectionsOf)
    .reduce((sum, one) => sum + (typeof one.bytes === "number" ? one.bytes : 0), 0);
  if (bytes === 0) return undefined;
  const observed = own.map(({ snapshot }) => snapshot.provenance.observedAt).sort();
  const damaged = own.find(({ value }) => value.status !== "intact")?.name;
  return { bytes, observedAt: observed[0] ?? "", damaged };
}
