import { execFileSync } from "node:child_process";
import { findProgram } from "./find-program.ts";

/** The options of a program as its own help names them; `long` without dashes, `short` single letters. */
export interface ProgramOptions {
  long: ReadonlySet<string>;
  short: ReadonlySet<string>;
}

/** Programs whose options can be held; undefined from `of`: not one of PostgreSQL's, or not installed here. */
export interface Programs {
  of(name: string, words: readonly string[]): ProgramOptions | undefined;
  /** PostgreSQL's programs that were asked for and are not installed. */
  absent(): string[];
}

/** The client and server programs of PostgreSQL, whose help has one form (its documentation, parts VI.II and VI.III). */
const POSTGRESQL =
  /^(?:psql|initdb|postgres|createdb|createuser|dropdb|dropuser|clusterdb|reindexdb|vacuumdb|pgbench|pg_(?:dump|dumpall|restore|basebackup|verifybackup|combinebackup|ctl|isready|rewind|upgrade|amcheck|checksums|controldata|resetwal|receivewal|recvlogical|waldump|archivecleanup|config|test_fsync|test_timing|createsubscriber|walsummary))$/;

/** Looks programs up in folders, which may be globs; of several versions the highest counts. */
export function openPrograms(folders: readonly string[]): Programs {
  const known = new Map<string, ProgramOptions | undefined>();
  const missing = new Set<string>();
  const find = (name: string) => {
    const program = findProgram(name, folders);
    if (program === undefined) missing.add(name);
    return program;
  };
  const read = (key: string, name: string, args: readonly string[]) => {
    if (known.has(key)) return known.get(key);
    const program = find(name);
    const options = program === undefined ? undefined : optionsIn(helpOf(program, args));
    known.set(key, options);
    return options;
  };
  return {
    of: (name, words) => {
      if (POSTGRESQL.test(name)) return read(name, name, ["--help"]);
      if (name !== "pgbackrest") return undefined;
      const command = words.find((word) => /^[a-z][a-z-]*$/.test(word));
      return command === undefined ? undefined : read(`pgbackrest ${command}`, name, ["help", command]);
    },
    absent: () => [...missing].sort(),
  };
}

function helpOf(program: string, args: readonly string[]): string {
  try {
    return execFileSync(program, [...args], {
      encoding: "utf8",
      timeout: 10_000,
      env: { PATH: "/usr/bin:/bin", LC_ALL: "C" },
    });
  } catch {
    return "";
  }
}

/** No help, or none in a known form, holds nothing. */
function optionsIn(help: string): ProgramOptions | undefined {
  const long = new Set([...help.matchAll(/--([a-z][\w-]*)/g)].map(([, name = ""]) => name));
  const short = new Set(
    [...help.matchAll(/(?:^|[\s,[|])-([A-Za-z0-9?])(?=[\s,=\]]|$)/gm)].map(([, letter = ""]) => letter),
  );
  if (long.size === 0) return undefined;
  return { long: new Set([...long, "help", "version"]), short: new Set([...short, "?", "V"]) };
}
