import type { Machine } from "./machine.ts";
import type { Observed } from "./observe-target.ts";

/** One line of postgresql.conf with why it is so. */
export interface Recommendation {
  name: string;
  /** As the file takes it, without quotes: `4GB`, `1.1`, `on`. */
  value: string;
  /** One or two sentences with the numbers that it was worked out from. */
  reason: string;
  /** The part of the documentation that it rests on, and its address for the major. */
  section: string;
  url: string;
  /** Whether the server must be started again for it. */
  restart: boolean;
}

/** What a rule works from: the machine, and what was seen on a target. */
export interface TuningInput {
  machine: Machine;
  observed: Observed | undefined;
}

const SECTIONS = {
  memory: ["runtime-config-resource", "Resource Consumption: Memory"],
  io: ["runtime-config-resource", "Resource Consumption: I/O"],
  workers: ["runtime-config-resource", "Resource Consumption: Worker Processes"],
  connection: ["runtime-config-connection", "Connections and Authentication: Connection Settings"],
  wal: ["runtime-config-wal", "Write Ahead Log: Settings"],
  checkpoints: ["runtime-config-wal", "Write Ahead Log: Checkpoints"],
  planner: ["runtime-config-query", "Query Planning: Planner Cost Constants"],
  statistics: ["runtime-config-query", "Query Planning: Other Planner Options"],
  preload: ["runtime-config-client", "Client Connection Defaults: Shared Library Preloading"],
  tracking: ["runtime-config-statistics", "Run-time Statistics"],
  logging: ["runtime-config-logging", "Error Reporting and Logging: What to Log"],
} as const;

const BEFORE_18 = "Resource Consumption: Asynchronous Behavior";

/** Where the documentation of a major speaks of a setting; every setting has an anchor of its name there. */
export function documented(
  part: keyof typeof SECTIONS,
  name: string,
  { major }: Machine,
): Pick<Recommendation, "section" | "url"> {
  const [file, title] = SECTIONS[part];
  // 18 divided what was one section until then.
  const section = major < 18 && (part === "io" || part === "workers") ? BEFORE_18 : title;
  const anchor = name.toUpperCase().replaceAll("_", "-");
  return { section, url: `https://www.postgresql.org/docs/${major}/${file}.html#GUC-${anchor}` };
}
