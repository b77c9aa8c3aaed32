import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import pg from "pg";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { monitoringAssets } from "../../scripts/monitoring/assets.ts";
import { columnOf, metricName } from "../../scripts/monitoring/metric-group.ts";
import { METRICS } from "../../scripts/monitoring/metrics.ts";
import { firstMajors } from "../../scripts/monitoring/queries.ts";
import { embeddedMajors, startSandbox } from "../../src/sandbox/index.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const read = (file: string) => readFileSync(join(ROOT, file), "utf8");

interface Collector {
  metrics: { metric_name: string; key_labels: string[]; values: string[]; query_ref: string }[];
  queries: { query_name: string; query: string }[];
}
type Queries = Record<string, { query: string; metrics: Record<string, { usage: string }>[] }>;

const SETTINGS = {
  wal_level: "replica",
  shared_preload_libraries: "pg_stat_statements",
  max_prepared_transactions: "2",
};

test.each(embeddedMajors())(
  "on %i every query of its files gives its labels and its numbers, as pg_monitor",
  async (major) => {
    const era = firstMajors(METRICS)
      .filter((each) => each <= major)
      .at(-1);
    const collector: Collector = parse(read(`content/monitoring/sql_exporter/plumbline-${era}.collector.yml`));
    const queries: Queries = parse(read(`content/monitoring/postgres_exporter/plumbline-${era}.yml`));
    const server = await startSandbox({ major, settings: SETTINGS });
    const owner = new pg.Client(server.connection());
    const reader = new pg.Client(server.connection("postgres", "reader"));
    try {
      await owner.connect();
      await owner.query("CREATE EXTENSION pg_stat_statements; CREATE TABLE jobs (id int PRIMARY KEY)");
      await owner.query("CREATE ROLE reader LOGIN IN ROLE pg_monitor");
      await owner.query("SELECT pg_create_physical_replication_slot('s', true)");
      await owner.query("SELECT count(*) FROM jobs");
      await reader.connect();
      expect(collector.queries.length).toBeGreaterThanOrEqual(METRICS.length - (major === 13 ? 1 : 0));
      for (const { query_name, query } of collector.queries) {
        const { rows, fields } = await reader.query<Record<string, unknown>>(query);
        const own = collector.metrics.filter(({ query_ref }) => query_ref === query_name);
        const group = METRICS.find((each) => each.group === query_name);
        const labels = own[0]?.key_labels ?? [];
        expect(fields.map(({ name }) => name)).toEqual([...labels, ...own.flatMap(({ values }) => values)]);
        // Slots, states of connections and statements are there; no standby can be.
        const isEmpty = ["replica", "standby"].includes(query_name);
        expect(isEmpty ? 1 : rows.length, query_name).toBeGreaterThan(0);
        expect(new Set(rows.map((row) => JSON.stringify(labels.map((label) => row[label])))).size).toBe(rows.length);
        for (const row of rows) {
          for (const label of labels) expect(row[label], `${query_name}.${label}`).toEqual(expect.any(String));
          for (const metric of group?.metrics ?? []) {
            const value = row[columnOf(metric)];
            if (value !== null)
              expect(Number.isFinite(Number(value)), `${query_name}.${metric.name}: ${value}`).toBe(true);
          }
        }
        // The other exporter runs the very same query, and makes the same names of its columns.
        const same = queries[`plumbline_${query_name}`];
        expect(same?.query).toBe(query);
        const named = same?.metrics.flatMap((each) => Object.entries(each)) ?? [];
        expect(named.filter(([, { usage }]) => usage === "LABEL").map(([name]) => name)).toEqual(labels);
        expect(
          named.filter(([, { usage }]) => usage !== "LABEL").map(([name]) => `plumbline_${query_name}_${name}`),
        ).toEqual(own.map(({ metric_name }) => metric_name));
      }
    } finally {
      await reader.end().catch(() => {});
      await owner.end().catch(() => {});
      await server.stop();
    }
  },
);

test("alerts and dashboard name metrics only that the exporters give", () => {
  const known = new Set([
    ...METRICS.flatMap((group) => group.metrics.map((metric) => metricName(group, metric))),
    "pg_up",
  ]);
  const assets = monitoringAssets();
  const alerts: string[] = parse(assets.get("content/alerts/postgresql.yml") ?? "").groups[0].rules.map(
    ({ expr }: { expr: string }) => expr,
  );
  const panels: string[] = JSON.parse(assets.get("content/monitoring/grafana-dashboard.json") ?? "").panels.map(
    ({ targets }: { targets: { expr: string }[] }) => targets[0]?.expr,
  );
  expect(alerts.length).toBeGreaterThan(8);
  expect(panels.length).toBe(known.size - 1);
  for (const expr of [...alerts, ...panels]) {
    const named = expr.match(/\b(?:plumbline|pg)_\w+/g) ?? [];
    expect(named.length, expr).toBeGreaterThan(0);
    expect(
      named.filter((name) => !known.has(name)),
      expr,
    ).toEqual([]);
  }
});
