import pLimit from "p-limit";
import { loadConfig, nearestName, parseOptions } from "../config/index.ts";
import { UserError } from "../core/errors.ts";
import { makeSnapshot, type Snapshot } from "../core/fact.ts";
import { inShard, parseShard } from "../core/shard.ts";
import type { Source } from "../core/source.ts";
import { clearFailure, type Retention, recordFailure, retainSnapshots, writeSnapshot } from "../facts/index.ts";
import { sources } from "../sources/index.ts";
import { printable } from "./archive/printable.ts";
import { step } from "./console.ts";
import { type GlobalOptions, readSetting, type Setting } from "./global-options.ts";
import { type PullProgress, pullProgress } from "./pull-progress.ts";
import { TOOL_NAME, toolVersion } from "./tool.ts";

export interface PullOptions extends GlobalOptions {
  target?: string[];
  name?: string;
  printSql?: boolean;
  dryRun?: boolean;
  jobs?: number;
  shard?: string;
}

/** How many targets are pulled at once unless `--jobs` says otherwise; each asks a server of its own. */
const DEFAULT_JOBS = 4;

type Shown = Setting & { progress: PullProgress | undefined };

interface Job {
  source: Source<unknown>;
  target: string;
  options: unknown;
}

/**
 * Collects a snapshot from each chosen target and writes it, some targets at a time. All are tried; when one fails the others
 * are kept, the exit code is 2, and of the one that failed it is recorded that it is down: its last snapshot stays.
 */
export async function pull(sourceIds: readonly string[], options: PullOptions): Promise<number> {
  const setting = readSetting(options);
  const { config, file } = await loadConfig(setting.root, options.config);
  const jobs = chooseJobs(config.targets, sourceIds, options.target).map(({ source, target, raw }) => ({
    source,
    target,
    options: parseOptions(source.options, raw, { file, path: ["targets", source.id, target] }),
  }));
  if (jobs.length === 0) {
    throw new UserError("No target to pull", "Name one under `targets` in plumbline.config.ts.");
  }
  const mine = inShard(jobs, options.shard === undefined ? undefined : parseShard(options.shard));
  if (options.printSql) return printSql(mine, setting);

  const inTurn = pLimit(options.jobs ?? DEFAULT_JOBS);
  const progress = pullProgress(options);
  const shown = { ...setting, console: progress?.over(setting.console) ?? setting.console, progress };
  const pulling = mine.map((job) => inTurn(() => pullOne(job, shown, options, config.retention)));
  const down = await Promise.all(pulling).finally(progress?.done);
  const failed = down.filter((each) => each !== undefined);
  if (failed.length > 0 && mine.length > 1) {
    setting.console.note(`${mine.length - failed.length} of ${mine.length} targets pulled; down: ${failed.join(", ")}`);
  }
  return failed.length === 0 ? 0 : 2;
}

/** Pulls one target; gives its name where that failed, after saying why and leaving a record of it. */
async function pullOne(job: Job, setting: Shown, options: PullOptions, retention: Retention) {
  const name = `${job.source.id}/${job.target}`;
  try {
    const snapshot = await collect(job, setting);
    if (!options.dryRun) await keep(snapshot, setting, options.name, retention);
    sayUnreadable(snapshot, setting);
    return undefined;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const { message, hint } = error;
    setting.console.note(`${name}: ${message}${hint ? `\nhint: ${hint}` : ""}`);
    const record = { format: 1 as const, source: job.source.id, target: job.target, message, hint };
    if (!options.dryRun) await recordFailure(setting.factsDirectory, { ...record, attemptedAt: observedAt(setting) });
    return name;
  }
}

function chooseJobs(
  targets: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  sourceIds: readonly string[],
  targetNames: readonly string[] | undefined,
) {
  const known = sources.map((source) => source.id);
  for (const id of [...sourceIds, ...Object.keys(targets)]) {
    if (!known.includes(id)) throw unknownName("source", id, known);
  }
  const configured = Object.values(targets).flatMap((byName) => Object.keys(byName));
  for (const name of targetNames ?? []) {
    if (!configured.includes(name)) throw unknownName("target", name, configured);
  }
  return sources
    .filter((source) => sourceIds.length === 0 || sourceIds.includes(source.id))
    .flatMap((source) =>
      Object.entries(targets[source.id] ?? {})
        .filter(([target]) => targetNames?.includes(target) ?? true)
        .map(([target, raw]) => ({ source, target, raw })),
    );
}

function unknownName(kind: string, name: string, known: readonly string[]): UserError {
  const nearest = nearestName(name, known);
  return new UserError(
    `Unexpected ${kind} \`${name}\`, expected one of: ${known.join(", ") || "none is configured"}`,
    nearest ? `Did you mean \`${nearest}\`?` : `Name a configured ${kind}.`,
  );
}

function printSql(jobs: readonly Job[], { console }: Setting): number {
  const texts = jobs.map(({ source, options }) => source.describe?.(options));
  console.result(texts.filter((text) => text !== undefined).join("\n"));
  return 0;
}

async function collect({ source, target, options }: Job, setting: Shown): Promise<Snapshot> {
  const { console, root, now, progress } = setting;
  const stopped = new AbortController();
  const name = `${source.id}/${target}`;
  const told = { progress: console.detail, onBytes: progress?.of(name) };
  const outside = { root, env: process.env, now, signal: stopped.signal, ...told };
  const collected = await step(console, `pulled ${name}`, () => source.collect(options, outside));
  const { origin, facts, unreadable, digest } = collected;
  const provenance = {
    source: source.id,
    target,
    origin,
    tool: { name: TOOL_NAME, version: toolVersion() },
    observedAt: observedAt(setting),
    ...(digest === undefined ? {} : { digest }),
    ...(unreadable && unreadable.length > 0 ? { unreadable: [...unreadable] } : {}),
  };
  return makeSnapshot(provenance, facts);
}

function observedAt({ now }: Setting): string {
  return now.toISOString().replace(/\.\d+Z$/, "Z");
}

async function keep(snapshot: Snapshot, setting: Setting, name: string | undefined, limit: Retention): Promise<void> {
  const { factsDirectory, factsShownAs, console } = setting;
  const { source, target } = snapshot.provenance;
  const place = await writeSnapshot(factsDirectory, snapshot, name);
  await clearFailure(factsDirectory, source, target);
  const removed = name === undefined ? await retainSnapshots(factsDirectory, source, target, limit) : [];
  console.note(
    `  ${snapshot.facts.length} facts in ${factsShownAs}/${place}${removed.length > 0 ? `, ${removed.length} old ones thinned` : ""}`,
  );
}

function sayUnreadable({ provenance }: Snapshot, { console }: Setting): void {
  for (const { group, reason } of provenance.unreadable ?? [])
    console.note(`  not readable: ${group}: ${printable(reason)}`);
}
