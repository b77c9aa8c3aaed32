import type { DrillSettings } from "./drill-schema.ts";

/** Puts the drill's own folders and values in place of the page's, and back. */
export interface Mapping {
  /** From the page to the drill. */
  inward(text: string, env: Readonly<Record<string, string>>): string;
  /** From the drill to the page: for messages. */
  outward(text: string): string;
}

/**
 * Maps `folders` of the page to folders below `home`, and `<name>` to what `vars` say. A value `$NAME` is what a step exported.
 */
export function mapText({ folders }: DrillSettings, vars: Readonly<Record<string, string>>, home: string): Mapping {
  // A folder begins where no other path goes on, and ends at a whole part.
  const starts = folders.map((folder) => new RegExp(`(?<![\\w./-])(?=${escapePattern(folder)}(?![\\w.-]))`, "g"));
  return {
    inward: (text, env) => {
      const mapped = starts.reduce((done, start) => done.replace(start, () => home), text);
      return Object.entries(vars).reduce(
        (done, [name, value]) =>
          // As a function: in a text, `$$` and `$&` would stand for something else.
          done.replaceAll(`<${name}>`, () => (value.startsWith("$") ? (env[value.slice(1)] ?? "") : value)),
        mapped,
      );
    },
    outward: (text) => text.replaceAll(home, ""),
  };
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
