import { expect, test } from "vitest";
import { startSandbox } from "../../../src/sandbox/index.ts";
import { combineStatements } from "../../../src/sources/postgres/groups/combine-statements.ts";
import { groups } from "../../../src/sources/postgres/groups/index.ts";
import { postgresSource } from "../../../src/sources/postgres/index.ts";
import { postgresOptions } from "../../../src/sources/postgres/options.ts";
import { hasOneStatement } from "../../../src/sources/postgres/plans/has-one-statement.ts";
import { releaseFacts } from "../../../src/sources/postgres/release-facts.ts";
import { collectFrom, gapsOf } from "./collect-from.ts";
import { COUNTING } from "./shop.ts";
import { withClient } from "./with-client.ts";

test("two entries of one statement are counted as their union", () => {
  const times = [1, 2, 3, 10, 20, 60];
  const entry = (values: readonly number[]) => {
    const total = values.reduce((sum, value) => sum + value, 0);
    const mean = total / values.length;
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
    const range = { min_exec_ms: Math.min(...values), max_exec_ms: Math.max(...values) };
    return {
      query: "q",
      calls: values.length,
      total_exec_ms: total,
      mean_exec_ms: mean,
      stddev_exec_ms: deviation,
      ...range,
    };
  };
  const combined = combineStatements(entry(times.slice(0, 4)), entry(times.slice(4)));
  const { stddev_exec_ms: deviation, ...rest } = combined;
  const { stddev_exec_ms: expected, ...whole } = entry(times);
  expect(rest).toEqual(whole);
  expect(deviation).toBeCloseTo(expected, 9);
  expect(combineStatements({ ...entry(times), wal_bytes: "99999999999999999999" }, entry(times)).calls).toBe(12);
});

test.each([
  ["SELECT 1", true],
  ["SELECT ';' /* ; */ -- ;\n, \"a;b\"", true],
  ["SELECT 1; DROP TABLE t", false],
  ["SELECT '\\'; DROP TABLE t --'", false],
  ["SELECT $a$;$a$", true],
])("%s is one statement: %s", (sql, one) => {
  expect(hasOneStatement(sql)).toBe(one);
});

test("whether a server is behind, out of support, ahead of the table, or unknown to it", () => {
  const on = (version: number, day: string) => {
    const { facts, unreadable } = releaseFacts(version, new Date(day));
    return [...facts.map(({ value }) => value), ...unreadable.map(({ reason }) => reason)];
  };
  expect(on(160_010, "2026-11-24T00:00:00Z")).toEqual(["16.14", 4, "2028-11-09", false]);
  expect(on(160_099, "2026-11-24T00:00:00Z")).toEqual(["16.14", 0, "2028-11-09", false]);
  expect(on(130_023, "2025-11-13T23:00:00Z")).toEqual(["13.23", 0, "2025-11-13", false]);
  expect(on(130_023, "2025-11-14T00:00:00Z")).toEqual(["13.23", 0, "2025-11-13", true]);
  expect(on(420_001, "2026-11-24T00:00:00Z")).toEqual([
    expect.stringMatching(/^whether PostgreSQL 42 is current is not known/),
  ]);
});

test("every query can be printed, under the majors that it is for", () => {
  const printed = postgresSource.describe?.(postgresOptions.parse({})) ?? "";
  for (const { name } of groups) expect(printed).toMatch(new RegExp(`^-- ${name}(-estimate)?, PostgreSQL \\d`, "m"));
  expect(printed).toContain("-- table, PostgreSQL 13 to 15\n");
  expect(printed).toContain("-- table, PostgreSQL 16 and newer\n");
  // Nothing but questions, and none that resets what it asks about.
  for (const query of printed.split(/;\n+/).slice(0, -1)) {
    expect(query.replace(/^--.*\n|^\n/gm, "")).toMatch(/^(SELECT|WITH)\b/);
  }
  expect(printed).not.toMatch(/pg_stat\w*_reset|pg_stat_reset/);
});

test("an extension that is older than the server is a gap, and names the cure", async () => {
  const server = await startSandbox({ settings: COUNTING });
  try {
    const old = "CREATE EXTENSION pg_stat_statements VERSION '1.4'";
    await withClient(server, "postgres", (client) => client.query(old));
    expect(gapsOf(await collectFrom(server))).toMatchObject({
      statement: expect.stringMatching(/42703.*ALTER EXTENSION pg_stat_statements UPDATE/),
    });
  } finally {
    await server.stop();
  }
});
