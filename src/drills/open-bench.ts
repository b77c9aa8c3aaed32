import { chmodSync, cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openWorkspace, type Ran, readTail, type Workspace } from "../sandbox/index.ts";

/** A workspace made ready for drills: their programs, and the environment that one step leaves to the next. */
export interface Bench {
  readonly workspace: Workspace;
  /** What steps have exported so far. */
  env(): Readonly<Record<string, string>>;
  export(env: Readonly<Record<string, string>>): void;
  /** Writes a file that steps may read and not change; gives its path. */
  file(name: string, text: string): string;
  /** Runs shell as `bash` would a script that stops at its first error. */
  shell(
    code: string,
    run: { timeout: number; signal?: AbortSignal | undefined; env?: Readonly<Record<string, string>> },
  ): Promise<ShellRan>;
  /** What a step wrote into the folder of results; empty where there is nothing. */
  result(name: string): string;
}

export interface ShellRan extends Ran {
  /** The line of the code on which it failed, where bash told. */
  line: number | undefined;
}

const PROGRAMS = join(import.meta.dirname, "programs");
/** Remembers where a step failed, and what it leaves to the next: exported variables and the folder it went to. */
const WRAPPER = `set -Eeuo pipefail
rm -f "$DRILL_RESULTS/line"
trap '[ -e "$DRILL_RESULTS/line" ] || echo "$LINENO" >"$DRILL_RESULTS/line"' ERR
trap 'env -0 >"$DRILL_RESULTS/environment"; pwd >"$DRILL_RESULTS/folder"' EXIT
. "$DRILL_STEP"
`;

/** Opens a workspace; nothing of the caller's environment is in it, so that no step reaches a server that the caller can. */
export async function openBench(path: readonly string[], baseDirectory?: string): Promise<Bench> {
  const workspace = await openWorkspace(baseDirectory);
  const { directory, home, results, socket } = workspace;
  const programs = join(directory, "programs");
  mkdirSync(programs, { mode: 0o755 });
  cpSync(PROGRAMS, programs, { recursive: true });
  const wrapper = join(directory, "run-step");
  writeFileSync(wrapper, WRAPPER, { mode: 0o644 });
  const fixed = { DRILL_PROGRAMS: programs, DRILL_RESULTS: results };
  let env: Readonly<Record<string, string>> = {
    ...fixed,
    PATH: [programs, ...path].join(":"),
    HOME: home,
    LC_ALL: "C.UTF-8",
    TZ: "UTC",
    PGHOST: socket,
    PGPORT: "5432",
    PGUSER: "postgres",
    PGTZ: "UTC",
    PGSYSCONFDIR: programs,
    PGAPPNAME: "plumbline-drill",
  };
  let folder = home;
  const file = (name: string, text: string) => {
    const at = join(directory, name);
    writeFileSync(at, text);
    chmodSync(at, 0o644);
    return at;
  };
  const result = (name: string) => readTail(join(results, name), 4_194_304);
  return {
    workspace,
    env: () => env,
    export: (more) => {
      env = { ...env, ...more };
    },
    file,
    result,
    shell: async (code, { timeout, signal, env: more }) => {
      const step = file("step", code);
      const ran = await workspace.run(["bash", "--noprofile", "--norc", wrapper], {
        env: { ...env, ...more, ...fixed, DRILL_STEP: step },
        cwd: folder,
        timeout,
        signal,
      });
      const left = readEnvironment(result("environment"));
      if (left) env = left;
      folder = result("folder").trim() || folder;
      const line = Number.parseInt(result("line"), 10);
      return { ...ran, line: ran.exit === 0 || Number.isNaN(line) ? undefined : line };
    },
  };
}

function readEnvironment(text: string): Record<string, string> | undefined {
  const pairs = text.split("\0").flatMap((each): [string, string][] => {
    const at = each.indexOf("=");
    return at > 0 ? [[each.slice(0, at), each.slice(at + 1)]] : [];
  });
  return pairs.length === 0 ? undefined : Object.fromEntries(pairs);
}
