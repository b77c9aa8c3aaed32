import { UserError } from "../errors.ts";
import { nearest } from "../nearest.ts";
import { parseSize } from "./size.ts";

export const STORAGES = ["ssd", "nvme", "san", "hdd"] as const;
export type Storage = (typeof STORAGES)[number];
export const WORKLOADS = ["mixed", "oltp", "analytics"] as const;
export type Workload = (typeof WORKLOADS)[number];

/** What a server has and is for. */
export interface Machine {
  /** Memory that is PostgreSQL's to use, in bytes. */
  ramBytes: number;
  cpus: number;
  storage: Storage;
  connections: number;
  workload: Workload;
  /** The PostgreSQL major. */
  major: number;
}

/** The same as a person writes it: options of a command, attributes of a directive. */
export interface MachineText {
  ram?: string | undefined;
  cpus?: string | undefined;
  storage?: string | undefined;
  connections?: string | undefined;
  workload?: string | undefined;
}

/** As they stand in a sentence. */
export const STORAGE_NAMES: Readonly<Record<Storage, string>> = {
  ssd: "an SSD",
  nvme: "NVMe storage",
  san: "a storage network",
  hdd: "a turning disk",
};
export const WORKLOAD_NAMES: Readonly<Record<Workload, string>> = {
  mixed: "a mixed workload",
  oltp: "an OLTP workload",
  analytics: "an analytical workload",
};

const MIB = 1024 ** 2;
const SMALLEST_RAM = 256 * MIB;

/**
 * Reads a machine. Throws a `UserError` that names the option as `show` writes it (`--ram`) when one is missing or wrong;
 * `distance` finds the name that was meant (`leven`).
 */
export function readMachine(
  text: MachineText,
  major: number,
  show: (option: string) => string,
  distance: (a: string, b: string) => number,
): Machine {
  const name = <Name extends string>(option: keyof MachineText, known: readonly Name[]): Name => {
    const value = required(text[option], option, known.join(", "), show);
    const found = known.find((each) => each === value.toLowerCase());
    if (found !== undefined) return found;
    const meant = nearest(value.toLowerCase(), known, distance);
    throw new UserError(
      `Unexpected ${show(option)} \`${value}\`, expected one of: ${known.join(", ")}`,
      meant ? `Did you mean \`${meant}\`?` : "Choose the one that comes nearest.",
    );
  };
  return {
    ramBytes: readRam(required(text.ram, "ram", "a size such as 16GB", show), show("ram")),
    cpus: readCount(required(text.cpus, "cpus", "a number", show), show("cpus"), 1024),
    storage: name("storage", STORAGES),
    connections: readCount(required(text.connections, "connections", "a number", show), show("connections"), 10_000),
    workload: text.workload === undefined ? "mixed" : name("workload", WORKLOADS),
    major,
  };
}

function required(
  value: string | undefined,
  option: string,
  expected: string,
  show: (option: string) => string,
): string {
  if (value !== undefined && value.trim() !== "") return value.trim();
  throw new UserError(`Missing ${show(option)}, expected ${expected}`, `Say what the server has with ${show(option)}.`);
}

function readRam(text: string, option: string): number {
  const bytes = parseSize(text);
  if (bytes !== undefined && bytes >= SMALLEST_RAM && bytes <= 64 * 1024 ** 4) return bytes;
  throw new UserError(
    `Unexpected ${option} \`${text}\`, expected a size between 256MB and 64TB, such as 16GB`,
    text.includes("%")
      ? "A share of the memory is what this command works out: write how much memory the server has."
      : "Write a whole number and its unit: MB, GB or TB.",
  );
}

function readCount(text: string, option: string, most: number): number {
  const count = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (count >= 1 && count <= most) return count;
  throw new UserError(
    `Unexpected ${option} \`${text}\`, expected a whole number from 1 to ${most}`,
    "Write it in digits, such as 8.",
  );
}
