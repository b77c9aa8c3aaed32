import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { seededRandom } from "../../../scripts/demo/seeded-random.ts";
import { temporaryFolder } from "../../temporary-folder.ts";
import { collectFrom, factValue } from "./collect-from.ts";
import { csvRecord, type Entry, jsonLine, PLAIN_PREFIX, plainLine } from "./write-log.ts";

const ALL = { log_min_duration_statement: 0 };

interface Timed {
  microseconds: number;
  database: string;
  query: string;
}

/** Durations over seven orders of magnitude, most of them short, of 20 queries in 3 databases. */
function timings(count: number): Timed[] {
  const random = seededRandom(7);
  return Array.from({ length: count }, () => ({
    microseconds: Math.floor(Math.exp((random(1_000_000) / 1_000_000) ** 2 * 16)) + random(50),
    database: `db${random(3)}`,
    query: String(BigInt(random(20)) * 461_168_601_842_738_790n - 4_611_686_018_427_387_904n),
  }));
}

function entryOf({ microseconds, database, query }: Timed): Entry {
  const ms = (microseconds / 1000).toFixed(3);
  const text = "SELECT 'it''s \"quoted\" \\\\ {\"duration: 1.000 ms\"}'\n  FROM t -- duration: 3.000 ms";
  return { database, query, message: `duration: ${ms} ms  statement: ${text}` };
}

/** Nearest rank over the sorted durations, in milliseconds. */
function sortedPercentile(all: readonly Timed[], share: number): number {
  const sorted = all.map(({ microseconds }) => microseconds).sort((a, b) => a - b);
  return (sorted[Math.ceil(share * sorted.length) - 1] as number) / 1000;
}

function expectPercentiles(value: Record<string, unknown>, of: readonly Timed[]): void {
  expect(value).toMatchObject({ logged: of.length, statements: of.length, error_percent: 0.5, of: "all statements" });
  for (const [field, share] of [
    ["p50_ms", 0.5],
    ["p95_ms", 0.95],
    ["p99_ms", 0.99],
  ] as const) {
    const truth = sortedPercentile(of, share);
    expect(Math.abs((value[field] as number) - truth) / truth, field).toBeLessThanOrEqual(0.005);
  }
  expect(value.max_ms).toBe(sortedPercentile(of, 1));
}

const all = timings(20_000);
const forms = [
  ["jsonlog", "a.json", (entries: readonly Entry[]) => entries.map(jsonLine).join("")],
  ["csvlog", "a.csv", (entries: readonly Entry[]) => entries.map(csvRecord).join("")],
  ["plain text", "a.log", (entries: readonly Entry[]) => entries.map(plainLine).join("")],
  ["gzip", "a.json.1.gz", (entries: readonly Entry[]) => gzipSync(entries.map(jsonLine).join(""))],
] as const;

test.each(forms)("percentiles of a generated log are those of the sorted durations: %s", async (_, file, write) => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, file), write(all.map(entryOf)));
  const collected = await collectFrom(folder, { linePrefix: PLAIN_PREFIX, logged: ALL });
  expect(collected.unreadable).toBeUndefined();
  expectPercentiles(factValue(collected, "percentile.overall"), all);
  for (const [database, of] of Map.groupBy(all, (one) => one.database)) {
    expectPercentiles(factValue(collected, `database_percentile.${database}`), of);
  }
  for (const [query, of] of Map.groupBy(all, (one) => one.query)) {
    if (query !== "0") expectPercentiles(factValue(collected, `query_percentile.${query}`), of);
  }
});

test("a log read in parts by threads says the same as one read whole", { timeout: 120_000 }, async () => {
  const [whole, parts] = [temporaryFolder(), temporaryFolder()];
  const text = all.map(entryOf).map(jsonLine).join("");
  for (let part = 0; part < 6; part += 1) writeFileSync(join(whole, `${part}.json`), text);
  for (let part = 0; part < 6; part += 1) writeFileSync(join(parts, "all.json"), text, { flag: "a" });
  const [one, two] = [await collectFrom(whole, { logged: ALL }), await collectFrom(parts, { logged: ALL })];
  expect(factValue(two, "percentile.overall").logged).toBe(6 * all.length);
  expect(two.facts.slice(1)).toEqual(one.facts.slice(1));
});

test("a share of the statements stands for all of them, and is said to", async () => {
  const folder = temporaryFolder();
  const random = seededRandom(3);
  const limit = 5000;
  const sample = all.filter(({ microseconds }) => microseconds >= limit || random(10) === 0);
  writeFileSync(join(folder, "a.json"), sample.map(entryOf).map(jsonLine).join(""));
  const logged = { log_min_duration_statement: "5ms", log_min_duration_sample: 0, log_statement_sample_rate: 0.1 };
  const value = factValue(await collectFrom(folder, { logged }), "percentile.overall");
  expect(value).toMatchObject({ logged: sample.length, of: "all statements, estimated from a sample" });
  expect(Math.abs((value.statements as number) - all.length) / all.length).toBeLessThan(0.05);
  const truth = sortedPercentile(all, 0.95);
  expect(Math.abs((value.p95_ms as number) - truth) / truth).toBeLessThan(0.1);
});

test("percentiles of slow statements are not passed off as those of all", async () => {
  const folder = temporaryFolder();
  const slow = all.filter(({ microseconds }) => microseconds >= 50_000);
  writeFileSync(join(folder, "a.json"), slow.map(entryOf).map(jsonLine).join(""));
  const cut = await collectFrom(folder, { logged: { log_min_duration_statement: "50ms" } });
  expect(factValue(cut, "percentile.overall")).toMatchObject({ of: "statements of 50 ms and more only" });
  expect(factValue(cut, "error.total")).toMatchObject({ statements: null, errors_percent: null });
  const untold = await collectFrom(folder);
  expect(factValue(untold, "percentile.overall").of).toContain("not known");
});
