import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { compareCodeUnits } from "../core/canonical-json.ts";
import { UserError } from "../core/errors.ts";
import type { Snapshot } from "../core/fact.ts";
import type { FactReader } from "../core/fact-reader.ts";
import { readSnapshot } from "./read-snapshot.ts";
import { isSnapshotName } from "./snapshot-path.ts";

/**
 * Opens the snapshots below a folder (`content/facts`) for reading. A missing folder is an empty store. Each snapshot is
 * read once, when it is first asked for, and must lie in the folder that its own provenance names.
 */
export function openFacts(directory: string, shownAs = "content/facts"): FactReader {
  const read = new Map<string, Snapshot>();

  const latestFile = (source: string, target: string): string | undefined =>
    namesIn(join(directory, source, target))
      .filter(isSnapshotName)
      .at(-1);

  const latest = (source: string, target: string): Snapshot | undefined => {
    const name = latestFile(source, target);
    if (name === undefined) return undefined;
    const place = `${source}/${target}/${name}`;
    const snapshot = read.get(place) ?? readSnapshot(join(directory, place), `${shownAs}/${place}`);
    if (snapshot.provenance.source !== source || snapshot.provenance.target !== target) {
      throw new UserError(
        `Unexpected provenance ${snapshot.provenance.source}/${snapshot.provenance.target} in snapshot ${shownAs}/${place}, expected ${source}/${target}`,
        "Move the file back to the folder of its source and target.",
      );
    }
    read.set(place, snapshot);
    return snapshot;
  };

  return {
    targets: () =>
      foldersIn(directory).flatMap((source) =>
        foldersIn(join(directory, source))
          .filter((target) => latestFile(source, target) !== undefined)
          .map((target) => ({ source, target })),
      ),
    latest,
    latestFile: (source, target) => {
      const name = latestFile(source, target);
      return name === undefined ? undefined : `${shownAs}/${source}/${target}/${name}`;
    },
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
