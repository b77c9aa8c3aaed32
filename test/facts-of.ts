import type { Snapshot } from "../src/core/fact.ts";
import type { FactReader } from "../src/core/fact-reader.ts";

/** A reader over snapshots in memory, the newest of each target last. */
export function factsOf(...snapshots: Snapshot[]): FactReader {
  const of = (source: string, target: string) =>
    snapshots.filter(({ provenance }) => provenance.source === source && provenance.target === target);
  const targets = new Map(
    snapshots.map(({ provenance: { source, target } }) => [`${source}/${target}`, { source, target }]),
  );
  return {
    targets: () => [...targets.values()],
    failures: () => [],
    latest: (source, target) => of(source, target).at(-1),
    latestFile: () => undefined,
    times: (source, target) => of(source, target).map(({ provenance }) => provenance.observedAt),
    at: (source, target, time) => {
      const snapshot = of(source, target).find(({ provenance }) => provenance.observedAt === time);
      return snapshot && { snapshot, file: "" };
    },
    baselines: () => [],
    baseline: () => undefined,
  };
}
