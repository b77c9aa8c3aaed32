// Makes the exporters' queries for one major out of those of `plumbline pull`.
import { readdirSync, readFileSync } from "node:fs";
import { columnOf, type MetricGroup } from "./metric-group.ts";

const SQL = new URL("../../src/sources/postgres/sql/", import.meta.url);

export interface ExporterQuery {
  group: MetricGroup;
  sql: string;
}

/** The majors from which on one of the queries is another; each holds until the next. */
export function firstMajors(groups: readonly MetricGroup[]): number[] {
  return [...new Set(groups.flatMap(majorsOf))].sort((a, b) => a - b);
}

/** The queries that a major answers; a group that it has not yet is left out. */
export function queriesFor(major: number, groups: readonly MetricGroup[]): ExporterQuery[] {
  return groups.flatMap((group) => {
    const newest = majorsOf(group)
      .filter((each) => each <= major)
      .at(-1);
    return newest === undefined ? [] : [{ group, sql: sqlOf(group, newest) }];
  });
}

function majorsOf({ group, query = group, isOldestEnough }: MetricGroup): number[] {
  const pattern = new RegExp(`^${query}-(\\d+)\\.sql$`);
  const majors = readdirSync(SQL)
    .flatMap((file) => pattern.exec(file)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);
  return isOldestEnough ? majors.slice(0, 1) : majors;
}

function sqlOf(group: MetricGroup, major: number): string {
  const { labels, metrics, isCombined, query = group.group } = group;
  const inner = readFileSync(new URL(`${query}-${major}.sql`, SQL), "utf8").trim();
  const columns = [
    // A label that is null would be another series in every exporter; one of them is a reserved word.
    ...labels.map((label) => `coalesce("${label}"::text, '') AS "${label}"`),
    ...metrics.map((metric) => `${metric.of ?? metric.name} AS ${columnOf(metric)}`),
  ];
  const grouping = isCombined && labels.length > 0 ? `\nGROUP BY ${labels.map((_, at) => at + 1).join(", ")}` : "";
  // The exporters run it without parameters, and find extensions on the search path.
  const plain = inner.replaceAll("%1$s.", "").replaceAll("$1", String(group.value));
  return `SELECT\n  ${columns.join(",\n  ")}\nFROM (\n${plain}\n) pulled${grouping}`;
}
