import type { Provenance, Snapshot } from "../../core/fact.ts";
import { type Change, compareFact } from "./compare-fact.ts";
import { factTable, groupOf } from "./fact-table.ts";
import { findRefusals, mayBeEvicted, type Refusal, scopeOf, startedBetween } from "./find-refusals.ts";

/** Two snapshots of one target, held against each other. */
export interface Comparison {
  elapsed_ms: number;
  /** When the server was started again in between, where it was. */
  restarted_at?: string;
  /** Counters that are not one count; none of them is among the changes. */
  refused: readonly Refusal[];
  changes: readonly Change[];
  /** Ids of facts that only the newer, or only the older snapshot has. */
  appeared: readonly string[];
  disappeared: readonly string[];
  /** Fact groups that one of the snapshots could not read; nothing is said about what they lack. */
  unreadable: readonly { snapshot: "from" | "to"; group: string; reason: string }[];
}

/** Compares an older snapshot with a newer one of the same target; pure. Ids and fields come in code-unit order. */
export function compareSnapshots(older: Snapshot, newer: Snapshot): Comparison {
  const { source } = newer.provenance;
  const [from, to] = [factTable(older), factTable(newer)];
  const refused = source === "postgres" ? findRefusals(from, to) : [];
  const scopes = new Set(refused.map(({ scope }) => scope));
  const evicted = mayBeEvicted(from, to);
  const elapsed = Date.parse(newer.provenance.observedAt) - Date.parse(older.provenance.observedAt);
  const started = startedBetween(from, to);
  const unreadable = [...gapsOf(older.provenance, "from"), ...gapsOf(newer.provenance, "to")];
  const isWhole = (id: string, side: "from" | "to") =>
    !unreadable.some(({ snapshot, group }) => snapshot === side && group.split(".")[0] === groupOf(id));

  const changes = [...to].flatMap(([id, after]) => {
    const before = from.get(id);
    if (!before) return [];
    const scope = scopeOf(source, id, to);
    const bound = scope === "statements" && evicted;
    return compareFact(id, before, after, { source, elapsedMs: elapsed, refused: scopes.has(scope), bound });
  });
  return {
    elapsed_ms: elapsed,
    ...(started === undefined ? {} : { restarted_at: started }),
    refused,
    changes,
    appeared: [...to.keys()].filter((id) => !from.has(id) && isWhole(id, "from")),
    disappeared: [...from.keys()].filter((id) => !to.has(id) && isWhole(id, "to")),
    unreadable,
  };
}

function gapsOf({ unreadable }: Provenance, snapshot: "from" | "to"): Comparison["unreadable"] {
  return (unreadable ?? []).map((gap) => ({ snapshot, ...gap }));
}
