// Pulls fresh snapshots of the demo platform into a folder, beside a copy of the committed ones.
import { cpSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { openConsole, step } from "../../src/cli/console.ts";
import { pull } from "../../src/cli/pull.ts";
import { loadConfig } from "../../src/config/index.ts";
import { UserError } from "../../src/core/errors.ts";
import { writeDemoArchives } from "./archives.ts";
import { STAGES, writeCodeTree } from "./code-tree.ts";
import { type Demo, startDemo } from "./platform.ts";

const console_ = openConsole({});

/** Where `npm start` and `npm run ci` keep their snapshots, so that neither changes a committed file. */
export const DEMO_FACTS = ".plumbline/facts";

/** The demo's archives, as plumbline.config.ts names them. */
const DEMO_ARCHIVES = ".plumbline/archives";

/** The demo's code tree, as plumbline.config.ts names it. */
export const DEMO_CODE = ".plumbline/code";
/** The variable that names the folder of the demo's logs, as plumbline.config.ts says. */
const DEMO_LOGS = "POSTGRES_LOG_FOLDER";
/** The variable that adds the target of the user's own server, as plumbline.config.ts says. */
const OWN_SERVER = "PLUMBLINE_OWN_SERVER";
const OWN_TARGET = "own";

export interface DemoOptions {
  root: string;
  /** The folder to write to; it is made anew as a copy of `content/facts`. Undefined writes to `content/facts` itself. */
  facts: string | undefined;
  /** Called when the platform is up, before it is pulled. */
  beforePull?(demo: Demo): Promise<void>;
}

/**
 * Pulls from a demo platform started for the purpose, and before it from the server that the environment names, if any, as
 * the target `own`. Returns how to stop what was started. Throws a `UserError` when a pull fails.
 */
export async function pullDemo({ root, facts, beforePull }: DemoOptions): Promise<{ stop(): Promise<void> }> {
  if (facts !== undefined) copyCommittedFacts(root, facts);
  await pullOwn(root, facts);
  await step(console_, "wrote the demo archives", () => writeDemoArchives(join(root, DEMO_ARCHIVES)));
  writeCodeTree(join(root, DEMO_CODE), STAGES.length - 1);
  const demo = await step(console_, "started the demo platform and ran its workload", () => startDemo());
  try {
    const { host, port, user, database } = demo.server.connection("stellaops", "plumbline");
    Object.assign(process.env, { PGHOST: host, PGPORT: String(port), PGUSER: user, PGDATABASE: database });
    process.env[DEMO_LOGS] = demo.server.logDirectory;
    console_.note(`The demo server answers at: psql "host=${host} port=${port} dbname=${database} user=${user}"`);
    await beforePull?.(demo);
    await pullInto(root, facts, await demoTargets(root));
  } catch (error) {
    await demo.stop();
    throw error;
  }
  return demo;
}

function copyCommittedFacts(root: string, facts: string): void {
  rmSync(join(root, facts), { recursive: true, force: true });
  mkdirSync(join(root, facts), { recursive: true });
  cpSync(join(root, "content/facts"), join(root, facts), { recursive: true });
}

/** Pulls the server that the environment names; from then on the environment is the demo's. */
async function pullOwn(root: string, facts: string | undefined): Promise<void> {
  const variable = ownServer();
  if (variable === undefined) return;
  console_.note(`Pulling from your own server too (${variable} is set), read-only, as the target \`${OWN_TARGET}\``);
  process.env[OWN_SERVER] = "1";
  await pullInto(root, facts, [OWN_TARGET]);
  for (const name of Object.keys(process.env)) if (/^(DATABASE_URL|PG[A-Z]+)$/.test(name)) delete process.env[name];
}

/** The variable that names a server of the user's own; undefined where none does. */
export function ownServer(): string | undefined {
  return ["DATABASE_URL", "PGHOST"].find((name) => process.env[name]);
}

async function demoTargets(root: string): Promise<string[]> {
  const { config } = await loadConfig(root);
  return Object.values(config.targets)
    .flatMap((targets) => Object.keys(targets))
    .filter((target) => target !== OWN_TARGET);
}

async function pullInto(root: string, facts: string | undefined, target: string[]): Promise<void> {
  const code = await pull([], { root, target, ...(facts === undefined ? {} : { facts: join(root, facts) }) });
  if (code !== 0) throw new UserError("The pull did not complete", "Its own message stands above.");
}
