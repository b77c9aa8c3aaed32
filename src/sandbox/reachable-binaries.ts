import { cpSync, existsSync, lstatSync, mkdirSync, readFileSync, renameSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import * as z from "zod";
import { UserError } from "../core/errors.ts";
import type { Binaries } from "./find-binaries.ts";
import { isReachable, type ServerUser } from "./server-user.ts";

/** Programs that the server's user can start, and the environment in which they find their libraries. */
export interface RunnableBinaries {
  bin: string;
  env: NodeJS.ProcessEnv;
}

const linksSchema = z.array(z.strictObject({ source: z.string(), target: z.string() }));
const packageSchema = z.looseObject({ version: z.string() });

/**
 * Makes the programs usable by the server's user: as root with the checkout below a private folder they are copied once
 * to a cache. The environment holds nothing of this process's own, so that no secret of it reaches a server.
 */
export function reachableBinaries(binaries: Binaries, sandbox: string, user: ServerUser): RunnableBinaries {
  const env = { PATH: "/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" };
  if (binaries.native === undefined) {
    if (isReachable(binaries.bin, user)) return { bin: binaries.bin, env };
    throw new UserError(
      `The user of the server cannot reach \`${binaries.bin}\``,
      "Install the server where every user can read it.",
    );
  }
  const native = isReachable(join(binaries.native, "bin", "postgres"), user)
    ? binaries.native
    : cachedCopy(binaries.native, sandbox);
  const libraries = [...missingLinks(native, sandbox), join(native, "lib")].join(":");
  return { bin: join(native, "bin"), env: { ...env, LD_LIBRARY_PATH: libraries } };
}

/** Copies into the sandbox, then moves to the cache: a half-made copy is never seen there, and goes with the sandbox. */
function cachedCopy(native: string, sandbox: string): string {
  const { version } = packageSchema.parse(JSON.parse(readFileSync(join(native, "..", "package.json"), "utf8")));
  const cache = join(tmpdir(), `plumbline-postgres-${version}-${process.platform}-${process.arch}`);
  if (isTrusted(cache)) return cache;
  const copy = join(sandbox, "native");
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(copy, cache);
    return cache;
  } catch {
    // Another process was first, or the place is taken by a stranger: then this sandbox keeps its own copy.
    return copy;
  }
}

/** Whether nobody but this process's user can have written what lies there. */
function isTrusted(folder: string): boolean {
  const stat = lstatSync(folder, { throwIfNoEntry: false });
  return stat?.isDirectory() === true && stat.uid === process.getuid?.() && (stat.mode & 0o022) === 0;
}

/** Package managers that run no install scripts leave out the libraries' short names; gives a folder that has them. */
function missingLinks(native: string, sandbox: string): string[] {
  const list = join(native, "pg-symlinks.json");
  if (!existsSync(list)) return [];
  const links = linksSchema.parse(JSON.parse(readFileSync(list, "utf8")));
  const missing = links.filter(({ target }) => !existsSync(join(dirname(native), target)));
  if (missing.length === 0) return [];
  const folder = join(sandbox, "lib");
  mkdirSync(folder, { mode: 0o755 });
  for (const { source, target } of missing) {
    symlinkSync(join(native, "lib", basename(source)), join(folder, basename(target)));
  }
  return [folder];
}
