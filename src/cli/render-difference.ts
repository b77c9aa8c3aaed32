import { renderDuration } from "../core/duration.ts";
import type { StoredSnapshot } from "../core/fact-reader.ts";
import type { Change, Comparison, Regression } from "../facts/compare/index.ts";
import { groupOf, measuredField } from "../facts/compare/index.ts";
import { escapeControls } from "../reporters/escape-controls.ts";
import { formatTime, formatValue } from "../site/format-value.ts";
import { alignColumns } from "./align-columns.ts";

/** Two snapshots of a target, what differs, and what went over its limit. */
export interface Difference {
  source: string;
  target: string;
  from: StoredSnapshot;
  to: StoredSnapshot;
  comparison: Comparison;
  regressions: readonly Regression[];
  /** Measures that have a limit and could not be held to it. */
  unjudged: readonly string[];
}

const MOST_ROWS = 10;

/** A difference as a person reads it: what is wrong first, then what cannot be said, then the largest changes. */
export function renderDifference({ source, target, from, to, comparison, regressions, unjudged }: Difference): string {
  const { changes, elapsed_ms, restarted_at, refused, unreadable } = comparison;
  const queries = queriesOf(to);
  const head = [
    `${source}/${target}`,
    `  from  ${formatTime(from.snapshot.provenance.observedAt)}  ${from.file}`,
    `  to    ${formatTime(to.snapshot.provenance.observedAt)}  ${to.file}, ${renderDuration(elapsed_ms)} later`,
    ...(restarted_at ? [`  the server was started in between, at ${formatTime(restarted_at)}`] : []),
  ];
  const gaps = [
    ...refused.map(({ scope, reason }) => `  counters of ${scope} are not compared: ${reason}`),
    ...unreadable.map(({ snapshot, group, reason }) => `  ${group} is not readable in --${snapshot}: ${reason}`),
  ];
  const sections = [
    head,
    regressions.map((regression) => renderRegression(regression, queries)),
    gaps,
    section("Statements", ["change", "before", "after", "calls", "statement"], statementRows(changes, queries)),
    section("Sizes", ["growth", "per day", "now", "what"], sizeRows(changes)),
    section("Counted in the interval", ["count", "per day", "what"], counterRows(changes)),
    section("Values", ["before", "after", "what"], valueRows(changes)),
    listed("New", comparison.appeared),
    listed("No longer there", comparison.disappeared),
    verdict(regressions.length, gaps.length > 0, unjudged),
  ];
  const text = sections.filter((lines) => lines.length > 0).map((lines) => lines.join("\n"));
  return `${escapeLines(text.join("\n\n"))}\n`;
}

function verdict(count: number, hasGaps: boolean, unjudged: readonly string[]): string[] {
  const over = count > 0 ? [`${count} went over ${count === 1 ? "its limit" : "their limits"}.`] : [];
  if (unjudged.length > 0) {
    return [
      ...over,
      `No verdict on ${unjudged.map((measure) => `\`${measure}\``).join(", ")}: what was counted cannot be compared.`,
      "hint: Compare with a snapshot from after the reset, or turn these limits off: --threshold MEASURE=off.",
    ];
  }
  if (count > 0) return over;
  return [hasGaps ? "Nothing that could be compared went over its limit." : "Nothing went over its limit."];
}

function renderRegression({ measure, change, threshold, moved }: Regression, queries: Queries): string {
  const field = measuredField(change.id, change.field);
  const amount = threshold.relative ? `${signed((moved * 100).toFixed(0))} %` : signed(shown(moved, field));
  const what = queries.get(change.id) ?? change.id;
  return [
    `Unexpected change of \`${measure}\` by ${amount}${threshold.perDay ? " a day" : ""}, expected at most ${threshold.text}`,
    `  ${what}: ${shown(change.from, field)}, then ${shown(change.to, field)}`,
  ].join("\n");
}

function statementRows(changes: readonly Change[], queries: Queries): string[][] {
  const means = changes.filter(({ kind }) => kind === "mean");
  return largest(means, ({ difference = 0, calls = 0 }) => Math.abs(difference) * calls).map((change) => [
    `${signed(shown(change.difference, change.field))}`,
    shown(change.from, change.field),
    shown(change.to, change.field),
    `${change.calls} ${change.of === "interval" ? "in the interval" : "since reset"}`,
    queries.get(change.id) ?? change.id,
  ]);
}

function sizeRows(changes: readonly Change[]): string[][] {
  const sizes = changes.filter(
    ({ id, kind, field }) => kind === "gauge" && /(^|_)bytes$/.test(measuredField(id, field)),
  );
  return largest(sizes, ({ difference = 0 }) => Math.abs(difference)).map(({ id, field, to, difference, per_day }) => {
    const name = measuredField(id, field);
    return [
      signed(shown(difference, name)),
      signed(shown(Math.round(per_day ?? 0), name)),
      shown(to, name),
      field === "value" ? id : `${id} ${field}`,
    ];
  });
}

function counterRows(changes: readonly Change[]): string[][] {
  const counters = changes.filter(({ kind, id }) => kind === "counter" && groupOf(id) !== "statement");
  return largest(counters, ({ difference = 0 }) => difference).map(({ id, field, difference, per_day }) => [
    shown(difference, field),
    shown(Math.round(per_day ?? 0), field),
    `${id} ${field}`,
  ]);
}

/** What someone changed: settings, versions, definitions. Times and counts that are no measures are left to JSON. */
function valueRows(changes: readonly Change[]): string[][] {
  const groups = new Set(["setting", "server", "extension", "index"]);
  return changes
    .filter(({ id, kind, field, to }) => {
      const telling = groups.has(groupOf(id)) && !field.endsWith("_at") && field !== "raw_setting";
      return telling && kind === "value" && (groupOf(id) !== "index" || typeof to !== "number");
    })
    .map(({ id, field, from, to }) => [
      shown(from, field),
      shown(to, field),
      field === "value" ? id : `${id} ${field}`,
    ]);
}

function section(title: string, columns: readonly string[], rows: readonly string[][]): string[] {
  return rows.length === 0 ? [] : [`${title}:`, ...alignColumns([columns, ...rows]).map((line) => `  ${line}`)];
}

function listed(title: string, ids: readonly string[]): string[] {
  if (ids.length === 0) return [];
  const more = ids.length > MOST_ROWS ? [`  and ${ids.length - MOST_ROWS} more`] : [];
  return [`${title}:`, ...ids.slice(0, MOST_ROWS).map((id) => `  ${id}`), ...more];
}

function largest(changes: readonly Change[], size: (change: Change) => number): Change[] {
  return [...changes].sort((a, b) => size(b) - size(a)).slice(0, MOST_ROWS);
}

type Queries = ReadonlyMap<string, string>;

function queriesOf({ snapshot }: StoredSnapshot): Queries {
  const statements = snapshot.facts.flatMap(({ id, value }) =>
    typeof value === "object" && value !== null && "query" in value ? [[id, String(value.query)] as const] : [],
  );
  return new Map(statements.map(([id, query]) => [id, query.replace(/\s+/g, " ").trim().slice(0, 100)]));
}

function shown(value: Change["to"] | undefined, field: string): string {
  return formatValue(value, field).text;
}

function signed(text: string): string {
  return text.startsWith("-") ? text : `+${text}`;
}

function escapeLines(text: string): string {
  return text.split("\n").map(escapeControls).join("\n");
}
