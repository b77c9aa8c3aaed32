import { existsSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { isReachable, programVersion, serverUser } from "../sandbox/index.ts";

/** A complete PostgreSQL: server and client programs in one folder. */
export interface Installation {
  bin: string;
  version: string;
  major: number;
}

const REQUIRED = ["initdb", "pg_ctl", "postgres", "psql"] as const;
/** Where Debian and Red Hat's PGDG packages keep each major. */
const SYSTEM: readonly (readonly [string, string])[] = [
  ["/usr/lib/postgresql", "bin"],
  ["/usr", "bin"],
];

/**
 * The installations that drills can use, in the order of preference: those of PG_BINDIR (folders separated as in PATH)
 * as they stand there, then the primary major, then the newest.
 */
export function findInstallations(env: Readonly<Record<string, string | undefined>>, primary: number): Installation[] {
  const named = split(env.PG_BINDIR).filter(isComplete).map(describe);
  const found = [...new Set([...split(env.PATH), ...SYSTEM.flatMap(majorsIn)])]
    .filter((folder) => isComplete(folder) && !named.some(({ bin }) => bin === folder))
    .map(describe)
    .sort((a, b) => Number(b.major === primary) - Number(a.major === primary) || b.major - a.major);
  return [...named, ...found];
}

/** What a server's folder has to hold for drills. */
export const requiredPrograms: readonly string[] = REQUIRED;

function split(list: string | undefined): string[] {
  return (list ?? "").split(delimiter).filter((folder) => folder !== "");
}

function majorsIn([parent, below]: readonly [string, string]): string[] {
  if (!existsSync(parent)) return [];
  return readdirSync(parent)
    .filter((name) => /^(pgsql-)?\d+$/.test(name))
    .map((name) => join(parent, name, below));
}

function isComplete(folder: string): boolean {
  return REQUIRED.every((program) => existsSync(join(folder, program))) && isReachable(folder, serverUser());
}

function describe(bin: string): Installation {
  const version = programVersion(bin, { PATH: "/usr/bin:/bin", LC_ALL: "C" });
  return { bin, version, major: Number.parseInt(version, 10) };
}
