import {
  type ComparedSetting,
  type Machine,
  type RecommendedGroup,
  renderSize,
  STORAGE_NAMES,
  WORKLOAD_NAMES,
} from "../core/tuning/index.ts";
import { formatTime } from "../site/format-value.ts";
import type { Proof } from "./prove-settings.ts";

/** A worked-out configuration, and what a server made of it. */
export interface Tuning {
  machine: Machine;
  /** Why the workload was taken for what it is, where a target told. */
  workloadReason: string | undefined;
  groups: readonly RecommendedGroup[];
  target?: { name: string; observedAt: string; settings: readonly ComparedSetting[] };
  proof: Proof;
  tool: string;
}

const WIDTH = 100;

/** A worked-out configuration as a postgresql.conf: each line below its reason and where the documentation says more. */
export function renderTuning(tuning: Tuning): string {
  const { machine, workloadReason, groups, target, tool } = tuning;
  const { major, ramBytes, cpus, storage, connections, workload } = machine;
  const compared = new Map(target?.settings.map((setting) => [setting.name, setting]));
  const head = [
    `PostgreSQL ${major} on ${renderSize(ramBytes)} of memory, ${cpus} CPUs and ${STORAGE_NAMES[storage]}, for ${connections} connections and ${WORKLOAD_NAMES[workload]}. Worked out by ${tool}.`,
    ...(workloadReason ? [`The workload is that of the target: ${workloadReason}.`] : []),
    ...(target ? [`Beside each line what target ${target.name} had at ${formatTime(target.observedAt)}.`] : []),
    ...proofLines(tuning),
    "A value takes effect after a reload, or where it says so after a restart.",
  ];
  const lines = groups.flatMap(({ title, settings }) => [
    "",
    `# --- ${title} ---`,
    ...settings.flatMap(({ name, value, reason, section, url, restart }) => [
      "",
      ...comment(`${reason}${restart ? " Takes effect after a restart." : ""}`),
      `# ${section}: ${url}`,
      ...actualLine(compared.get(name)),
      `${name} = ${quoted(value)}`,
    ]),
  ]);
  return `${[...head.flatMap(comment), ...lines].join("\n")}\n`;
}

function proofLines({ proof, machine }: Tuning): string[] {
  if (proof.status === "not proven") return [`NOT proven on a server: ${proof.reason}.`];
  const scaled = proof.scaled.map(
    ({ name, wanted, tried }) =>
      `${name} was tried with ${tried} in place of ${wanted}, as this machine has less memory.`,
  );
  return proof.status === "proven"
    ? [`Proven: a disposable PostgreSQL ${proof.version} started with these lines and has these values.`, ...scaled]
    : [`REFUSED by PostgreSQL ${proof.version} (${machine.major}):`, ...proof.problems, ...scaled];
}

function actualLine(setting: ComparedSetting | undefined): string[] {
  if (!setting) return [];
  return setting.actual === undefined
    ? ["# target: not in the snapshot"]
    : [`# target: ${setting.actual.replace(/[\p{Cc}]/gu, " ")} (${setting.state})`];
}

/** Plain numbers and words of the file stand bare, everything else in quotes. */
function quoted(value: string): string {
  return /^[a-z0-9_.]+$/i.test(value) ? value : `'${value.replaceAll("'", "''")}'`;
}

function comment(text: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last === undefined || `${last} ${word}`.length > WIDTH) lines.push(`# ${word}`);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}
