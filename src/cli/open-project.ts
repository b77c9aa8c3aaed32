import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join, relative, sep } from "node:path";
import { type Config, freshFor, locateKey } from "../config/index.ts";
import type { Looks, Project } from "../core/check.ts";
import type { Prover } from "../core/proof/prover.ts";
import type { ChosenCheck } from "../core/run-checks.ts";
import { lookAtProject, toolDigest } from "../engine/index.ts";
import { openFacts } from "../facts/index.ts";
import type { EditedFile } from "./check/read-edited.ts";
import { readKnown } from "./check/read-known.ts";
import type { Setting } from "./global-options.ts";
import { listInputs } from "./list-inputs.ts";
import { currentSite } from "./site-record.ts";

export interface OpenOptions {
  checks: readonly ChosenCheck[];
  /** The configuration's file; undefined for a folder without one. */
  configFile: string | undefined;
  /** Worker threads at most; default: one for each processor. */
  jobs?: number | undefined;
  /** False: nothing is remembered from run to run. */
  cache?: boolean | undefined;
  edited?: EditedFile | undefined;
  prover?: Prover | undefined;
}

export interface OpenProject {
  project: Project;
  looksOf(chosen: ChosenCheck): Promise<Looks>;
  /** How many pages and files were looked at now, and not remembered. */
  fresh: number;
}

const WORKER = new URL("./start-check-worker.mjs", import.meta.url);

/** Reads what checks look at, and looks at it. Throws a `UserError` where there is no page at all. */
export async function openProject(setting: Setting, config: Config, options: OpenOptions): Promise<OpenProject> {
  const { root, factsDirectory, factsShownAs, now } = setting;
  const { checks, configFile, edited } = options;
  const facts = openFacts(factsDirectory, factsShownAs);
  const inputs = await listInputs(root, config, { configured: configFile !== undefined, facts, edited });
  const { pages, looksOf, fresh } = await lookAtProject({
    ...inputs,
    root,
    checks,
    now,
    threads: options.jobs ?? availableParallelism(),
    worker: WORKER,
    cacheFolder: options.cache === false ? undefined : join(root, ".plumbline/cache/looks"),
    tool: toolDigest(process.version),
  });
  const project = {
    root,
    pages,
    files: inputs.files.map(({ file }) => file),
    readText: (file: string) =>
      edited?.file === file ? Promise.resolve(edited.text) : readFile(join(root, file), "utf8"),
    facts,
    freshFor: (source: string, target: string) => freshFor(config.freshness, source, target),
    site: await currentSite(setting),
    configuration: configFile === undefined ? undefined : configurationAt(root, configFile),
    prover: options.prover,
    now,
    signal: new AbortController().signal,
    known: readKnown(root),
  };
  return { project, looksOf, fresh };
}

function configurationAt(root: string, path: string): NonNullable<Project["configuration"]> {
  const file = relative(root, path).split(sep).join("/");
  return { file, lineOf: (key) => locateKey(readFileSync(path, "utf8"), key) };
}
