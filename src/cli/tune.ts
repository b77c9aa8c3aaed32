import { totalmem } from "node:os";
import leven from "leven";
import { nearestName } from "../config/index.ts";
import { canonicalJson } from "../core/canonical-json.ts";
import { UserError } from "../core/errors.ts";
import type { Snapshot } from "../core/fact.ts";
import {
  compareSettings,
  type Machine,
  type MachineText,
  type Observed,
  observeTarget,
  type RecommendedGroup,
  readMachine,
  recommend,
} from "../core/tuning/index.ts";
import { openFacts } from "../facts/index.ts";
import { step } from "./console.ts";
import { type GlobalOptions, readSetting, type Setting } from "./global-options.ts";
import { type Proof, proveSettings } from "./prove-settings.ts";
import { renderTuning, type Tuning } from "./render-tuning.ts";
import { TOOL_NAME, toolVersion } from "./tool.ts";

export interface TuneOptions extends GlobalOptions, MachineText {
  target?: string;
  major?: string;
  proof?: boolean;
}

const DEFAULT_MAJOR = 16;
const FORMATS = ["text", "json"];

/**
 * Works out a postgresql.conf and starts a disposable server with it: 0 it accepted every line, 1 it did not. Throws a
 * `UserError` on options that are none, and where no server could be started.
 */
export async function tune(options: TuneOptions): Promise<number> {
  const setting = readSetting(options);
  const format = options.format ?? "text";
  if (!FORMATS.includes(format)) {
    throw new UserError(
      `Unexpected format \`${format}\`, expected ${FORMATS.join(" or ")}`,
      `Did you mean \`${nearestName(format, FORMATS) ?? "json"}\`?`,
    );
  }
  const snapshot = options.target === undefined ? undefined : targetSnapshot(setting, options.target);
  const observed = snapshot && observeTarget(snapshot);
  const machine = machineOf(options, observed);
  const groups = recommend({ machine, observed });
  const proof = await prove(groups, machine, options.proof !== false, setting);
  const tuning: Tuning = {
    machine,
    workloadReason: options.workload === undefined ? observed?.workloadReason : undefined,
    groups,
    ...(snapshot && { target: comparedTarget(groups, snapshot) }),
    proof,
    tool: `${TOOL_NAME} ${toolVersion()}`,
  };
  setting.console.result(format === "json" ? renderJson(tuning) : renderTuning(tuning));
  return proof.status === "refused" ? 1 : 0;
}

function targetSnapshot({ factsDirectory, factsShownAs }: Setting, target: string): Snapshot {
  const facts = openFacts(factsDirectory, factsShownAs);
  const snapshot = facts.latest("postgres", target);
  if (snapshot) return snapshot;
  const known = facts.targets().flatMap((each) => (each.source === "postgres" ? [each.target] : []));
  const meant = nearestName(target, known);
  throw new UserError(
    `Unexpected target \`${target}\`, expected one of: ${known.join(", ") || "none was pulled"}`,
    meant ? `Did you mean \`${meant}\`?` : "Run `plumbline pull` first.",
  );
}

function machineOf(options: TuneOptions, observed: Observed | undefined): Machine {
  const { ram, cpus, storage } = options;
  const connections = options.connections ?? observed?.maxConnections?.toString();
  const workload = options.workload ?? observed?.workload;
  const major = options.major === undefined ? (observed?.major ?? DEFAULT_MAJOR) : Number(options.major);
  if (!Number.isInteger(major) || major < 13) {
    throw new UserError(
      `Unexpected --major \`${options.major}\`, expected 13 or newer`,
      "Write the major version, such as 16.",
    );
  }
  return readMachine({ ram, cpus, storage, connections, workload }, major, (option) => `--${option}`, leven);
}

function comparedTarget(groups: readonly RecommendedGroup[], snapshot: Snapshot): Tuning["target"] {
  const { target, observedAt } = snapshot.provenance;
  return { name: target, observedAt, settings: compareSettings(groups, snapshot) };
}

async function prove(
  groups: readonly RecommendedGroup[],
  { major }: Machine,
  wanted: boolean,
  { console }: Setting,
): Promise<Proof> {
  if (!wanted) return { status: "not proven", reason: "left out by --no-proof" };
  const settings = groups.flatMap((group) => group.settings);
  const memory = Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY);
  return step(console, `tried the settings on a disposable PostgreSQL ${major}`, () =>
    proveSettings(settings, major, memory),
  );
}

function renderJson({ machine, workloadReason, groups, target, proof }: Tuning): string {
  const actual = new Map(target?.settings.map(({ name, ...compared }) => [name, compared]));
  const settings = groups.flatMap((group) =>
    group.settings.map((setting) => ({
      group: group.title,
      ...setting,
      ...(target ? { actual: actual.get(setting.name)?.actual ?? null, state: actual.get(setting.name)?.state } : {}),
    })),
  );
  return canonicalJson({
    format: 1,
    machine: { ...machine, workloadReason },
    ...(target && { target: { name: target.name, observedAt: target.observedAt } }),
    settings,
    proof,
  });
}
