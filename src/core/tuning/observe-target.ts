import type { Json } from "../canonical-json.ts";
import type { Snapshot } from "../fact.ts";
import { isRecord } from "../is-record.ts";
import type { Workload } from "./machine.ts";

/** What a target's snapshot tells about how its server is used. */
export interface Observed {
  major: number | undefined;
  maxConnections: number | undefined;
  /** From where the time goes; undefined where there are no statements. */
  workload: Workload | undefined;
  workloadReason: string | undefined;
  /** The most temporary file space that one call of a statement took, on average; 0 where none did. */
  largestSpillBytes: number;
}

const LONG_MS = 1000;
const BLOCK_BYTES = 8192;

/** Reads what the recommendations can rest on; pure. */
export function observeTarget(snapshot: Snapshot): Observed {
  const values = new Map(snapshot.facts.map(({ id, value }) => [id, value]));
  const statements = snapshot.facts.filter(({ id }) => id.startsWith("statement.")).map(({ value }) => value);
  const total = sum(statements.map((value) => number(value, "total_exec_ms")));
  const long = sum(
    statements.map((value) => (number(value, "mean_exec_ms") >= LONG_MS ? number(value, "total_exec_ms") : 0)),
  );
  const share = total > 0 ? long / total : undefined;
  const connections = field(values.get("setting.max_connections"), "value");
  const major = values.get("server.major");
  return {
    major: typeof major === "number" ? major : undefined,
    maxConnections: typeof connections === "string" && /^\d+$/.test(connections) ? Number(connections) : undefined,
    workload: share === undefined ? undefined : share > 0.5 ? "analytics" : share < 0.05 ? "oltp" : "mixed",
    workloadReason:
      share === undefined
        ? undefined
        : `statements of a second and more take ${Math.round(share * 100)} % of the time of all statements`,
    largestSpillBytes: Math.max(0, ...statements.map((value) => spillOf(value))),
  };
}

function spillOf(statement: Json): number {
  const calls = number(statement, "calls");
  return calls > 0 ? (number(statement, "temp_blocks_written") * BLOCK_BYTES) / calls : 0;
}

function number(value: Json, name: string): number {
  const found = field(value, name);
  return typeof found === "number" ? found : 0;
}

function field(value: Json | undefined, name: string): Json | undefined {
  return isRecord(value) ? value[name] : undefined;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
