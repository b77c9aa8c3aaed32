import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ProgramAnswer, ProgramFile } from "../../../core/proof/prover.ts";
import { openWorkspace, type Workspace } from "../../open-workspace.ts";
import { askPgbackrest } from "./ask-pgbackrest.ts";
import { askPgbouncer } from "./ask-pgbouncer.ts";
import type { ProgramTools } from "./program-tools.ts";

/** The programs of other makers that can say what they make of their own configuration. */
export interface ConfPrograms {
  ask(file: ProgramFile, code: string): Promise<ProgramAnswer | undefined>;
  close(): Promise<void>;
}

const PROGRAMS = {
  "pgbouncer.ini": { name: "pgbouncer", ask: askPgbouncer },
  "pgbackrest.conf": { name: "pgbackrest", ask: askPgbackrest },
} as const;
/** Debian keeps poolers and other daemons in sbin, which is not on every PATH. */
const FOLDERS = ["/usr/local/bin", "/usr/local/sbin", "/usr/bin", "/usr/sbin"];
const PATIENCE_MS = 10_000;

/** Opens nothing before something is asked. Programs run one at a time, as an unprivileged user, without network where that can be cut. */
export function openPrograms(): ConfPrograms {
  let workspace: Promise<Workspace> | undefined;
  let before: Promise<unknown> = Promise.resolve();
  const answer = async (file: ProgramFile, code: string) => {
    const { name, ask } = PROGRAMS[file];
    const program = FOLDERS.map((folder) => join(folder, name)).find((path) => existsSync(path));
    if (program === undefined) return undefined;
    workspace ??= openWorkspace();
    return ask(toolsIn(await workspace, program), code);
  };
  return {
    ask: (file, code) => {
      const now = before.then(() => answer(file, code));
      before = now.catch(() => {});
      return now;
    },
    close: async () => {
      await before;
      await (await workspace)?.end();
    },
  };
}

function toolsIn(workspace: Workspace, program: string): ProgramTools {
  const { directory, home } = workspace;
  const env = { PATH: "/usr/bin:/bin", HOME: home, LC_ALL: "C", TZ: "UTC" };
  return {
    empty: workspace.results,
    file: (name, text) => {
      const path = join(directory, name);
      writeFileSync(path, text, { mode: 0o644 });
      return path;
    },
    run: async (...args) => {
      const { output } = await workspace.run([program, ...args], { env, cwd: home, timeout: PATIENCE_MS });
      return output;
    },
  };
}
