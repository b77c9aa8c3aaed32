import { existsSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { isReachable, serverUser } from "../sandbox/index.ts";
import type { Drill } from "./drill.ts";
import { type Installation, requiredPrograms } from "./find-installations.ts";

/** The programs with which a drill runs. */
export interface Programs {
  /** Its server begins on this one. */
  server: Installation;
  /** For an upgrade: what it goes to. */
  newer: Installation | undefined;
  /** Folders for PATH, the server's first. */
  path: readonly string[];
}

export interface Machine {
  env: Readonly<Record<string, string | undefined>>;
  installations: readonly Installation[];
  /** The project's folder. */
  root: string;
}

/** Finds what a drill needs, or says what is missing here and how to get it. */
export function choosePrograms({ settings }: Drill, machine: Machine): Programs | { reason: string; hint: string } {
  const { env, installations, root } = machine;
  const file = settings.needs.find((need) => need.includes("/") && !existsSync(join(root, need)));
  if (file !== undefined) return { reason: `\`${file}\` does not exist in this project`, hint: `Make \`${file}\`.` };
  const [first] = installations;
  if (!first) {
    return {
      reason: `no PostgreSQL here has all of ${requiredPrograms.join(", ")}`,
      hint: "On Debian: apt-get install postgresql-15 postgresql-client-15; or name the folder of the programs in PG_BINDIR.",
    };
  }
  const older = settings.older ? olderThan(first, installations) : undefined;
  if (settings.older && !older) {
    return {
      reason: `a second major beside PostgreSQL ${first.version} is missing, with all of its programs`,
      hint: "Install another major with its tools, or name both folders in PG_BINDIR, the newer first.",
    };
  }
  const folders = [first.bin, ...(env.PATH ?? "").split(delimiter), "/usr/bin", "/bin"];
  const foundIn = new Set<string>();
  for (const need of settings.needs.filter((each) => !each.includes("/"))) {
    const program = folders
      .filter((folder) => folder !== "")
      .map((folder) => join(folder, need))
      .find(isUsable);
    if (program === undefined) return missing(need);
    foundIn.add(dirname(program));
  }
  const path = [...new Set([first.bin, ...foundIn, "/usr/bin", "/bin"])];
  return older ? { server: older, newer: first, path } : { server: first, newer: undefined, path };
}

/** Those that PG_BINDIR names twice stand for two majors: the procedure is the same. */
function olderThan(first: Installation, installations: readonly Installation[]): Installation | undefined {
  return (
    installations.slice(1).find(({ major }) => major < first.major) ??
    installations.slice(1).find(({ bin }) => bin === first.bin)
  );
}

function isUsable(program: string): boolean {
  return existsSync(program) && isReachable(program, serverUser());
}

function missing(need: string): { reason: string; hint: string } {
  return {
    reason: `\`${need}\` is not installed here`,
    hint: `Install it (on Debian: apt-get install ${packageOf(need)}).`,
  };
}

/** The Debian package of a program, where it is not called the same. */
function packageOf(program: string): string {
  return program.startsWith("pg_") ? "postgresql-15" : program;
}
