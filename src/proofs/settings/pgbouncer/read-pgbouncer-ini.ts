/** A setting of a pgbouncer.ini: its own line, or one pair of a line's connection string. */
export interface PoolerSetting {
  /** 1-based. */
  line: number;
  section: string;
  name: string;
  value: string;
}

const PAIR = /(\w+)\s*=\s*(?:'((?:[^']|'')*)'|(\S*))/g;

/** The settings in the order of the lines; lines before any section, or without one at all, count as `[pgbouncer]`'s. */
export function readPgbouncerIni(code: string): PoolerSetting[] {
  let section = "pgbouncer";
  return code.split("\n").flatMap((text, index): PoolerSetting[] => {
    const [, opened] = /^\s*\[([^\]]*)\]/.exec(text) ?? [];
    if (opened !== undefined) {
      section = opened.trim();
      return [];
    }
    const [, name, value = ""] = /^\s*([^;#%=\s][^=]*?)\s*=\s*(.*?)\s*$/.exec(text) ?? [];
    if (name === undefined) return [];
    if (section === "pgbouncer") return [{ line: index + 1, section, name, value }];
    return [...value.matchAll(PAIR)].map(([, key = "", quoted, bare]) => {
      return { line: index + 1, section, name: key, value: quoted?.replaceAll("''", "'") ?? bare ?? "" };
    });
  });
}
