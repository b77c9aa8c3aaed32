import type { Recommendation, TuningInput } from "./recommendation.ts";
import { memoryRules } from "./rules/memory.ts";
import { processorRules } from "./rules/processors.ts";
import { storageRules } from "./rules/storage.ts";
import { watchingRules } from "./rules/watching.ts";

/** A group of recommendations, as postgresql.conf shows them. */
export interface RecommendedGroup {
  title: string;
  settings: readonly Recommendation[];
}

/**
 * Works out the settings for a machine, in values that the server accepts; pure. Throws a `UserError` where the
 * connections do not fit into the memory.
 */
export function recommend(input: TuningInput): RecommendedGroup[] {
  return [
    { title: "Memory", settings: memoryRules(input) },
    { title: "Connections and workers", settings: processorRules(input) },
    { title: "Storage, WAL and checkpoints", settings: storageRules(input) },
    { title: "Watching", settings: watchingRules(input) },
  ];
}
