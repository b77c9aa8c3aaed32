import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { compareCodeUnits } from "../core/canonical-json.ts";
import { UserError } from "../core/errors.ts";
import type { FactReader, StoredSnapshot } from "../core/fact-reader.ts";
import { readFailure } from "./read-failure.ts";
import { readSnapshot } from "./read-snapshot.ts";
import { baselinePath, isSnapshotName, snapshotPath, snapshotTime } from "./snapshot-path.ts";

/**
 * Opens the snapshots below a folder (`content/facts`) for reading. A missing folder is an empty store. Each snapshot is
 * read once, when it is first asked for, and must lie in the folder that its own provenance names.
 */
export function openFacts(directory: string, shownAs = "content/facts"): FactReader {
  const kept = new Map<string, StoredSnapshot>();

  const times = (source: string, target: string): string[] =>
    namesIn(join(directory, source, target))
      .filter(isSnapshotName)
      .map(snapshotTime);

  const read = (source: string, target: string, place: string): StoredSnapshot | undefined => {
    const known = kept.get(place);
    if (known || !existsSync(join(directory, place))) return known;
    const file = `${shownAs}/${place.replaceAll("\\", "/")}`;
    const snapshot = readSnapshot(join(directory, place), file);
    const { provenance } = snapshot;
    if (provenance.source !== source || provenance.target !== target) {
      throw new UserError(
        `Unexpected provenance ${provenance.source}/${provenance.target} in snapshot ${file}, expected ${source}/${target}`,
        "Move the file back to the folder of its source and target.",
      );
    }
    const stored = { snapshot, file };
    kept.set(place, stored);
    return stored;
  };

  const newest = (source: string, target: string): string | undefined => times(source, target).at(-1);
  const at = (source: string, target: string, time: string) => read(source, target, snapshotPath(source, target, time));

  return {
    targets: () =>
      foldersIn(directory).flatMap((source) =>
        foldersIn(join(directory, source))
          .filter((target) => newest(source, target) !== undefined)
          .map((target) => ({ source, target })),
      ),
    failures: () =>
      foldersIn(directory).flatMap((source) =>
        foldersIn(join(directory, source)).flatMap((target) => readFailure(directory, shownAs, source, target) ?? []),
      ),
    latest: (source, target) => {
      const time = newest(source, target);
      return time === undefined ? undefined : at(source, target, time)?.snapshot;
    },
    latestFile: (source, target) => {
      const time = newest(source, target);
      return time === undefined ? undefined : `${shownAs}/${snapshotPath(source, target, time).replaceAll("\\", "/")}`;
    },
    times,
    at,
    baselines: (source, target) =>
      namesIn(join(directory, source, target, "baselines"))
        .filter((name) => /^[a-z0-9][a-z0-9-]*\.json$/.test(name))
        .map((name) => name.slice(0, -".json".length)),
    baseline: (source, target, name) => read(source, target, baselinePath(source, target, name)),
  };
}

function foldersIn(directory: string): string[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort(compareCodeUnits);
}

function namesIn(directory: string): string[] {
  return existsSync(directory) ? readdirSync(directory).sort(compareCodeUnits) : [];
}
