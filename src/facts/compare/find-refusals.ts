import type { Json } from "../../core/canonical-json.ts";
import { factIdPart } from "../../core/fact.ts";
import { type Fields, groupOf } from "./fact-table.ts";
import { MEASURES } from "./measures.ts";

/** Counters that cannot be subtracted: whose they are, and why. */
export interface Refusal {
  /** `statements`, `database <name>`, or the fact group whose counters are reset alone: `wal`, `io`. */
  scope: string;
  reason: string;
}

type Facts = ReadonlyMap<string, Fields>;

/**
 * Which counters of two snapshots are not one count: reset in between, lost by a restart or a crash, or of another server.
 * Evidence, never a guess: the system identifier, the start, and the times of reset that the server keeps
 * (pg_stat_bgwriter's changes when a crash has discarded all statistics); where a count has fallen though none of them
 * tells why, that is the evidence. Snapshots that lack the evidence are refused.
 */
export function findRefusals(from: Facts, to: Facts): Refusal[] {
  const databases = [...to.keys()].filter((id) => groupOf(id) === "database" && from.has(id));
  const scopes = databases.map((id) => ({ id, scope: `database ${decodeURIComponent(id.slice("database.".length))}` }));
  const whole = refusalOfServer(from, to);
  const found = [
    ...scopes.map(({ id, scope }) => ({ scope, reason: whole ?? refusalOfDatabase(id, from, to) })),
    { scope: "statements", reason: whole ?? refusalOfStatements(from, to) },
    ...ownViews(to).map((group) => ({ scope: group, reason: whole ?? refusalOfView(group, from, to) })),
  ];
  return found.flatMap(({ scope, reason }) => (reason === undefined ? [] : [{ scope, reason }]));
}

/** The scope that the counters of a fact belong to, as {@link Refusal} names it. */
export function scopeOf(source: string, id: string, facts: Facts): string {
  const kind = MEASURES[source]?.[groupOf(id)]?.scope;
  if (kind === "statements") return "statements";
  if (kind === "own view") return groupOf(id);
  if (kind === "own database") return `database ${decodeURIComponent(id.slice("database.".length))}`;
  return `database ${String(factValue(facts, "server.database") ?? "")}`;
}

/** Whether the server was started again between the two snapshots. */
export function startedBetween(from: Facts, to: Facts): string | undefined {
  const started = factValue(to, "server.started_at");
  return started !== factValue(from, "server.started_at") && typeof started === "string" ? started : undefined;
}

/** Whether statements may have been thrown out between the two snapshots to make room, so that a count began anew. */
export function mayBeEvicted(from: Facts, to: Facts): boolean {
  const count = (facts: Facts) => factValue(facts, "statements.deallocations");
  return count(from) === undefined || count(from) !== count(to);
}

function refusalOfServer(from: Facts, to: Facts): string | undefined {
  const identity = [from, to].map((facts) => factValue(facts, "server.system_identifier"));
  if (identity.includes(undefined)) {
    const which = identity[0] === undefined ? "older" : "newer";
    return `the ${which} snapshot does not say which server it is of and when its statistics were reset`;
  }
  if (identity[0] !== identity[1]) return `of another server: system identifier ${identity[0]}, then ${identity[1]}`;
  const reset = factValue(to, "server.statistics_reset_at");
  if (reset === factValue(from, "server.statistics_reset_at")) return undefined;
  const started = startedBetween(from, to);
  return started
    ? `lost by the restart of ${started}`
    : `reset, or discarded after a crash, at ${reset ?? "an unknown time"}`;
}

function refusalOfDatabase(id: string, from: Facts, to: Facts): string | undefined {
  const [before = {}, after = {}] = [from.get(id), to.get(id)];
  if (before.statistics_reset_at !== after.statistics_reset_at) {
    return `reset at ${after.statistics_reset_at ?? "an unknown time"}`;
  }
  const fallen = (MEASURES.postgres?.database?.counters ?? []).find((field) => isLess(after[field], before[field]));
  return fallen === undefined ? undefined : fellBecause(fallen, before[fallen], after[fallen], from, to);
}

/** The groups with a time of reset of their own that the snapshot has. */
function ownViews(facts: Facts): string[] {
  const groups = new Set([...facts.keys()].map(groupOf));
  return Object.entries(MEASURES.postgres ?? {}).flatMap(([group, { scope }]) =>
    scope === "own view" && groups.has(group) ? [group] : [],
  );
}

/** The time of reset is a fact of its own, or a field of each. */
function refusalOfView(group: string, from: Facts, to: Facts): string | undefined {
  for (const [id, after] of to) {
    const before = groupOf(id) === group ? from.get(id) : undefined;
    if (!before) continue;
    const field = id === `${group}.statistics_reset_at` ? "value" : "statistics_reset_at";
    if (before[field] !== after[field]) return `reset at ${after[field] ?? "an unknown time"}`;
  }
  return undefined;
}

function refusalOfStatements(from: Facts, to: Facts): string | undefined {
  const reset = factValue(to, "statements.reset_at");
  const told = factValue(from, "statements.reset_at") !== undefined && reset !== undefined;
  if (told && reset !== factValue(from, "statements.reset_at")) {
    const started = startedBetween(from, to);
    return started ? `reset, or lost by the restart of ${started}` : `reset at ${reset}`;
  }
  const started = startedBetween(from, to);
  if (started && to.get(SAVE_SETTING)?.value === "off") {
    return `not kept across the restart of ${started}: pg_stat_statements.save is off`;
  }
  if (told && !started) return undefined;
  for (const [id, after] of to) {
    const before = groupOf(id) === "statement" ? from.get(id) : undefined;
    if (before && isLess(after.calls, before.calls)) return fellBecause("calls", before.calls, after.calls, from, to);
  }
  return undefined;
}

function fellBecause(field: string, before: Json | undefined, after: Json | undefined, from: Facts, to: Facts): string {
  const started = startedBetween(from, to);
  const why = started ? `lost by the restart of ${started}` : "reset or lost, and the server does not say when";
  return `${why}: ${field} fell from ${before} to ${after}`;
}

function isLess(after: Json | undefined, before: Json | undefined): boolean {
  return typeof after === "number" && typeof before === "number" && after < before;
}

function factValue(facts: Facts, id: string): Json | undefined {
  return facts.get(id)?.value;
}

const SAVE_SETTING = `setting.${factIdPart("pg_stat_statements.save")}`;
