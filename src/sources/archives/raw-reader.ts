import type { InventoryBudget } from "./field-inventory.ts";
import type { CollectionInspection } from "./inspection.ts";
import type { Problem, ProblemCode } from "./problem.ts";

/** What a raw stream turned out to hold. */
export interface RawResult {
  serverVersion: string | null;
  toolVersion: string | null;
  collections: CollectionInspection[];
}

/** What a reader does with documents beside counting and checking them. */
export interface ReaderExtras {
  /** Takes the inventory of fields within this budget. */
  fields?: InventoryBudget | undefined;
  /** Receives every sound document; `bytes` is only valid during the call, `offset` is its place in the raw stream. */
  onDocument?: OnDocument | undefined;
}

export type OnDocument = (from: Namespace, bytes: Uint8Array, start: number, end: number, offset: number) => void;

/** Tells collections apart. */
export interface Namespace {
  database: string;
  collection: string;
}

/** Reads one form of raw bytes. `push` throws `Damage` where reading on is pointless. */
export interface RawReader {
  push(bytes: Uint8Array): void;
  /** The collection that is being read, for messages; undefined between collections. */
  inside(): string | undefined;
  /** Collections that are known of and not known to have ended. */
  unfinished(): readonly Namespace[];
  /** The stream is over. `complete` is false when it was cut short by damage that is already reported. */
  end(complete: boolean): RawResult;
}

/** At most this many problems are listed for one archive; the rest are counted. */
const MAX_PROBLEMS = 100;

/** Collects problems in bounded memory. */
export interface ProblemLog {
  add(code: ProblemCode, message: string, offset: number): void;
  list(): Problem[];
}

export function createProblemLog(): ProblemLog {
  const problems: Problem[] = [];
  let more = 0;
  return {
    add(code, message, offset) {
      if (problems.length < MAX_PROBLEMS) problems.push({ code, message, offset });
      else more += 1;
    },
    list() {
      const last = problems.at(-1);
      if (more === 0 || !last) return problems;
      return [...problems.slice(0, -1), { ...last, message: `${last.message} (and ${more} problems more)` }];
    },
  };
}
