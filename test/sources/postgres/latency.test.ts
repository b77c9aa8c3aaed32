import { expect, onTestFinished, test } from "vitest";
import { makeSnapshot } from "../../../src/core/fact.ts";
import type { FactReader } from "../../../src/core/fact-reader.ts";
import type { Collected } from "../../../src/core/source.ts";
import { type SandboxServer, startSandbox } from "../../../src/sandbox/index.ts";
import { generatedPages } from "../../../src/site/generated/index.ts";
import { groupSql } from "../../../src/sources/postgres/group-sql.ts";
import { latency } from "../../../src/sources/postgres/groups/latency.ts";
import { withClient } from "./with-client.ts";

/**
 * No package of pg_stat_monitor runs here. This stands in for what the query asks of it: the view's columns of that name and type,
 * and the ranges as text, both as version 2.0 has them (percona/pg_stat_monitor, pg_stat_monitor--2.0.sql, histogram.out).
 */
const STAND_IN = `
  CREATE SCHEMA monitor; CREATE ROLE watcher LOGIN IN ROLE pg_monitor; GRANT USAGE ON SCHEMA monitor TO watcher;
  CREATE FUNCTION monitor.get_histogram_timings() RETURNS text LANGUAGE sql AS
    $$ SELECT '{{0.000 - 1.000}, (1.000 - 10.000}, (10.000 - 100.000}, (100.000 - ...}}' $$;
  CREATE TABLE monitor.pg_stat_monitor (bucket int8, bucket_start_time timestamptz, datname name, query text, resp_calls text[]);
  GRANT SELECT ON monitor.pg_stat_monitor TO watcher;
  INSERT INTO monitor.pg_stat_monitor VALUES
    (3, '2026-11-24 02:00Z', 'shop', 'SELECT $1', '{90,5,0,0}'), (3, '2026-11-24 02:00Z', 'shop', 'SELECT $2', '{0,1,3,0}'),
    (4, '2026-11-24 02:01Z', 'shop', 'SELECT $1', '{0,0,0,1}'), (4, '2026-11-24 02:01Z', 'other', 'SELECT', '{0,2,0,0}'),
    (4, '2026-11-24 02:01Z', 'shop', '/* plumbline */ COMMIT', '{1000,0,0,0}')`;

async function started(): Promise<SandboxServer> {
  const server = await startSandbox();
  onTestFinished(() => server.stop());
  await withClient(server, "postgres", (client) => client.query(STAND_IN));
  return server;
}

async function rowsOf(server: SandboxServer) {
  const { default: pg } = await import("pg");
  const { valueTypes } = await import("../../../src/sources/postgres/read-values.ts");
  const client = new pg.Client({ ...server.connection("postgres", "watcher"), types: valueTypes });
  await client.connect();
  try {
    await client.query("SET search_path = pg_catalog, pg_temp; SET timezone = 'UTC'");
    return (await client.query((groupSql("latency", 16) ?? "").replaceAll("%1$s", "monitor"))).rows;
  } finally {
    await client.end();
  }
}

test("histograms add up by database, and a percentile is the two bounds it lies between", async () => {
  const rows = await rowsOf(await started());
  expect(latency.gaps?.(rows, {} as never)).toEqual([]);
  expect(latency.toFacts(rows)).toEqual([
    {
      id: "latency.other",
      value: expect.objectContaining({ calls: 2, p50_above_ms: 1, p50_up_to_ms: 10, buckets: 1 }),
    },
    {
      id: "latency.shop",
      value: {
        database: "shop",
        method: "histogram of pg_stat_monitor",
        since_at: "2026-11-24T02:00:00Z",
        last_bucket_at: "2026-11-24T02:01:00Z",
        buckets: 2,
        calls: 100,
        p50_above_ms: 0,
        p50_up_to_ms: 1,
        p95_above_ms: 1,
        p95_up_to_ms: 10,
        p99_above_ms: 10,
        p99_up_to_ms: 100,
        histogram: [
          { above_ms: 0, up_to_ms: 1, calls: 90 },
          { above_ms: 1, up_to_ms: 10, calls: 6 },
          { above_ms: 10, up_to_ms: 100, calls: 3 },
          { above_ms: 100, up_to_ms: null, calls: 1 },
        ],
      },
    },
  ]);
});

test("a histogram whose ranges have holes is a gap, never bounds that are wrong", () => {
  const histogram = (ranges: readonly (readonly [number, number | null, number])[]) => ({
    database: "shop",
    histogram: JSON.stringify(ranges.map(([above_ms, up_to_ms, calls]) => ({ above_ms, up_to_ms, calls }))),
  });
  const rows = [
    histogram([
      [0, 1, 5],
      [2, null, 1],
    ]),
    histogram([
      [0, null, 5],
      [1, 2, 1],
    ]),
  ];
  expect(latency.toFacts(rows)).toEqual([]);
  expect(latency.gaps?.(rows, {} as never)).toEqual(["2 of 2 histograms are not as pg_stat_monitor 2.0 writes them"]);
});

test("a server's page shows percentiles of its log, else the bounds, else it says that there are none", () => {
  const snapshot = ({ facts }: Pick<Collected, "facts">, source: string) =>
    makeSnapshot(
      {
        source,
        target: "demo",
        origin: "x",
        tool: { name: "plumbline", version: "1" },
        observedAt: "2026-11-24T02:05:00Z",
      },
      facts,
    );
  const bodyWith = (sources: Record<string, Collected["facts"]>) => {
    const facts = {
      targets: () => Object.keys(sources).map((source) => ({ source, target: "demo" })),
      latest: (source: string) => (sources[source] ? snapshot({ facts: sources[source] }, source) : undefined),
    } as unknown as FactReader;
    return generatedPages({ facts, modules: [] }).find(({ slug }) => slug === "reference/servers/demo")?.body ?? "";
  };
  expect(bodyWith({ postgres: [] })).toContain("There is no percentile of this server");
  const bounded = bodyWith({ postgres: [{ id: "latency.shop", value: { calls: 1 } }] });
  expect(bounded).toContain('::view{name="latency" target="demo"');
  expect(bounded).not.toContain("There is no percentile");
  const logged = bodyWith({ postgres: [{ id: "latency.shop", value: {} }], "postgres-log": [] });
  expect(logged).toContain('::view{name="percentiles" target="demo"');
  expect(logged).not.toContain('name="latency"');
});
