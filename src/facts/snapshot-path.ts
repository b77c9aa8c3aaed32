import { join } from "node:path";
import { UserError } from "../core/errors.ts";

const STEM = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/;

/** Names that `plumbline diff` reads as a place in time. */
const RESERVED: ReadonlySet<string> = new Set(["latest", "previous"]);

/**
 * The path of a timed snapshot below the facts folder: `<source>/<target>/20261124T020500Z.json` (ISO 8601 basic form:
 * it sorts by time and has no colon, which Windows forbids).
 */
export function snapshotPath(source: string, target: string, observedAt: string): string {
  return join(source, target, `${observedAt.replace(/\.\d+Z$/, "Z").replaceAll(/[-:]/g, "")}.json`);
}

/** The path of a named baseline below the facts folder: `<source>/<target>/baselines/before-cutover.json`. */
export function baselinePath(source: string, target: string, name: string): string {
  if (!/^[a-z0-9][a-z0-9-]*$/.test(name) || RESERVED.has(name)) {
    throw new UserError(
      `Unexpected baseline name \`${name}\`, expected lower-case letters, digits and -, and neither latest nor previous`,
      "Name it like --name before-cutover.",
    );
  }
  return join(source, target, "baselines", `${name}.json`);
}

/** Whether a file name is that of a timed snapshot; anything else in the folder is left alone. */
export function isSnapshotName(name: string): boolean {
  return name.endsWith(".json") && STEM.test(name.slice(0, -".json".length));
}

/** The time that a timed snapshot's file name tells, RFC 3339. */
export function snapshotTime(name: string): string {
  return name.replace(/\.json$/, "").replace(STEM, "$1-$2-$3T$4:$5:$6Z");
}

/** The path of the record that the last pull failed: `<source>/<target>/down.json`. */
export function failurePath(source: string, target: string): string {
  return join(source, target, "down.json");
}
