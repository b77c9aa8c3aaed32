import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { canonicalJson } from "../../../src/core/canonical-json.ts";
import { startSandbox } from "../../../src/sandbox/index.ts";
import { withClient } from "../postgres/with-client.ts";
import { collectFrom, factValue } from "./collect-from.ts";

const CANARY = "canary-Zx81-secret";
const PREFIX = "%m [%p] db=%d,%e,%i%q app=%a ";

test.each([
  [13, "csvlog", undefined],
  [13, "stderr", PREFIX],
  [15, "jsonlog", undefined],
  [17, "stderr", `%Q ${PREFIX}`],
  [18, "jsonlog", undefined],
])("a server's own log: %i, %s", async (major, destination, prefix) => {
  const server = await startSandbox({
    major,
    settings: {
      logging_collector: "on",
      log_destination: destination,
      log_min_duration_statement: "0",
      ...(prefix === undefined ? {} : { log_line_prefix: prefix }),
      ...(major >= 14 ? { compute_query_id: "on" } : {}),
    },
  });
  try {
    await withClient(server, "postgres", async (client) => {
      await client.query(`CREATE ROLE canary LOGIN PASSWORD '${CANARY}'`);
      for (let count = 0; count < 20; count += 1) await client.query("SELECT pg_sleep($1)", [0.003]);
      await client.query("SELECT 'a\nb' AS \"two\nlines\"");
      await client.query(`SELECT '${CANARY}' / 0`).catch(() => {});
      await client.query("SELECT 1 / 0").catch(() => {});
    });
    // The server's log collector is a process of its own, and may be late.
    await expect.poll(() => textBelow(server.logDirectory)).toContain("SELECT 1 / 0");
    const collected = await collectFrom(server.logDirectory, {
      ...(prefix === undefined ? {} : { linePrefix: prefix }),
      logged: { log_min_duration_statement: 0 },
    });
    // The role, the 20 executions, the text of two lines; parse and bind are no statements.
    const overall = factValue(collected, "database_percentile.postgres");
    expect(overall.logged).toBe(22);
    expect(overall.p50_ms).toBeGreaterThanOrEqual(3);
    expect(factValue(collected, "error_class.22")).toMatchObject({ errors: 2 });
    expect(factValue(collected, "error.total")).toMatchObject({ errors: 2 });
    const queries = collected.facts.filter(({ id }) => id.startsWith("query_percentile."));
    const sleeping = queries.filter(({ value }) => (value as { logged: number }).logged === 20);
    expect(sleeping).toHaveLength(major >= 14 ? 1 : 0);
    expect(canonicalJson(collected as never)).not.toContain(CANARY);
  } finally {
    await server.stop();
    rmSync(server.logDirectory, { recursive: true, force: true });
  }
});

function textBelow(folder: string): string {
  return readdirSync(folder)
    .map((file) => readFileSync(join(folder, file), "utf8"))
    .join();
}
