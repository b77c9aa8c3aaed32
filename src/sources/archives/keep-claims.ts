import { claimCounts } from "./claim-counts.ts";
import type { ArchiveInspection } from "./inspection.ts";

/** Takes over the counts that mongodump's log claimed when the archive was described before, if its bytes are still the same. */
export function keepClaims(now: ArchiveInspection, before: ArchiveInspection | undefined): ArchiveInspection {
  if (before?.sha256 !== now.sha256) return now;
  const claims = before.collections.flatMap(({ database, collection, claimedDocuments }) =>
    claimedDocuments === undefined ? [] : [[`${database}.${collection}`, claimedDocuments] as const],
  );
  return claimCounts(now, new Map(claims));
}
