import type { CollectionInspection } from "./inspection.ts";
import type { ProblemLog } from "./raw-reader.ts";
import { namespaceKey, shownNamespace } from "./tally.ts";

/** Two files of a dump may stand for one collection: plain beside gzip, or names that mean the same. */
export function reportDuplicates(collections: readonly CollectionInspection[], problems: ProblemLog): void {
  const seen = new Set<string>();
  for (const { database, collection } of collections) {
    const key = namespaceKey(database, collection);
    if (seen.has(key)) {
      const message = `Unexpected second file of ${shownNamespace(database, collection)}, expected one`;
      problems.add("duplicate-namespace", message, 0);
    }
    seen.add(key);
  }
}
