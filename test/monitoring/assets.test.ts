import pg from "pg";
import { expect, test } from "vitest";
import { querySql } from "../../scripts/monitoring/assets.ts";
import { METRICS } from "../../scripts/monitoring/metrics.ts";
import { embeddedMajors, startSandbox } from "../../src/sandbox/index.ts";

test.each(embeddedMajors())("on %i every query gives its labels and its numbers, as pg_monitor", async (major) => {
  const server = await startSandbox({ major });
  const owner = new pg.Client(server.connection());
  const reader = new pg.Client(server.connection("postgres", "reader"));
  try {
    await owner.connect();
    await owner.query("CREATE ROLE reader LOGIN IN ROLE pg_monitor; CREATE TABLE jobs (id int PRIMARY KEY)");
    await reader.connect();
    for (const group of METRICS) {
      const { rows } = await reader.query<Record<string, unknown>>(querySql(group));
      expect(rows.length, group.group).toBeGreaterThan(0);
      for (const label of group.labels) expect(rows[0]?.[label], label).toEqual(expect.any(String));
      for (const { column } of group.metrics) expect(rows[0], `${group.group}.${column}`).toHaveProperty(column);
    }
  } finally {
    await reader.end().catch(() => {});
    await owner.end().catch(() => {});
    await server.stop();
  }
});
