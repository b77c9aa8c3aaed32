import type { Json } from "../canonical-json.ts";
import type { Snapshot } from "../fact.ts";
import type { FactReader } from "../fact-reader.ts";
import { isRecord } from "../is-record.ts";
import { archivePolicies, type StatedPolicy } from "./policy.ts";

/** One archive as the newest snapshot of its target shows it, with what is decided about it. */
export interface ArchiveRecord {
  target: string;
  /** Its path below the target's folder. */
  file: string;
  /** `target/file`, as policies and modules name it. */
  name: string;
  /** The id of its fact. */
  id: string;
  value: Readonly<Record<string, Json>>;
  snapshot: Snapshot;
  stated: StatedPolicy | undefined;
}

/** Every archive of every target, in the order of targets and ids. */
export function archiveRecords(facts: FactReader): ArchiveRecord[] {
  const policies = new Map(archivePolicies(facts).map((one) => [one.archive, one]));
  return facts
    .targets()
    .filter(({ source }) => source === "archives")
    .flatMap(({ source, target }) => {
      const snapshot = facts.latest(source, target);
      return (snapshot?.facts ?? []).flatMap(({ id, value }): ArchiveRecord[] => {
        if (!snapshot || !id.startsWith("archive.") || !isRecord(value) || typeof value.file !== "string") return [];
        const name = `${target}/${value.file}`;
        return [{ target, file: value.file, name, id, value, snapshot, stated: policies.get(name) }];
      });
    });
}

/** The collections of one archive, as records. */
export function collectionsOf({ snapshot, file }: ArchiveRecord): Readonly<Record<string, Json>>[] {
  return snapshot.facts.flatMap(({ id, value }) =>
    id.startsWith("collection.") && isRecord(value) && value.file === file ? [value] : [],
  );
}
