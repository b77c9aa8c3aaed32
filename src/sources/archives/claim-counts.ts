import type { ArchiveInspection } from "./inspection.ts";

/** Puts the counts that mongodump's log claims ({@link parseMongodumpLog}) beside the counted ones. */
export function claimCounts(inspection: ArchiveInspection, claimed: ReadonlyMap<string, number>): ArchiveInspection {
  const collections = inspection.collections.map((one) => {
    const claimedDocuments = claimed.get(`${one.database}.${one.collection}`);
    return claimedDocuments === undefined ? one : { ...one, claimedDocuments };
  });
  return { ...inspection, collections };
}
