import { expect, onTestFinished, test } from "vitest";
import type { Collected } from "../../../src/core/source.ts";
import { embeddedMajors, type SandboxServer, startSandbox } from "../../../src/sandbox/index.ts";
import { collectFrom, gapsOf, recordOf } from "./collect-from.ts";
import { withClient } from "./with-client.ts";

/** Half of the keys of `halved` and nearly all of `emptied` are gone; `random` is as full as random keys leave it. */
const KEYS = `
  CREATE TABLE fresh (id bigint PRIMARY KEY); CREATE TABLE halved (id bigint PRIMARY KEY);
  CREATE TABLE emptied (id bigint PRIMARY KEY); CREATE TABLE random (id uuid PRIMARY KEY);
  INSERT INTO fresh SELECT generate_series(1, 100000); INSERT INTO halved SELECT generate_series(1, 100000);
  INSERT INTO emptied SELECT generate_series(1, 100000);
  INSERT INTO random SELECT md5(i::text)::uuid FROM generate_series(1, 100000) i;
  DELETE FROM halved WHERE id % 2 = 0; DELETE FROM emptied WHERE id > 1000;
  CREATE UNIQUE INDEX loose ON fresh (id) WITH (fillfactor = 50);
`;
const OF_KEYS = ["fresh_pkey", "halved_pkey", "emptied_pkey", "random_pkey", "loose"];

test.each(embeddedMajors())(
  "PostgreSQL %i: a role with pg_monitor is told what a rebuild of a unique index gives back, within 1 % of the index",
  async (major) => {
    const server = await serverWith(KEYS, major);
    const estimated = await collectFrom(server, { user: "monitor" });
    expect(estimated.facts.filter(({ id }) => id.startsWith("index_density."))).toEqual([]);
    await run(server, "CREATE EXTENSION pgstattuple");
    const measured = await collectFrom(server, { user: "monitor" });
    expect(Object.keys(gapsOf(measured))).toEqual(["statement"]);
    for (const name of OF_KEYS) {
      const { leaf_density_ratio, leaf_fragmentation_ratio, ...density } = densityOf(measured, name);
      const { rows } = await run(server, `SELECT * FROM pgstatindex('${name}')`);
      expect(leaf_density_ratio).toBeCloseTo(Number(rows[0].avg_leaf_density) / 100, 4);
      expect(leaf_fragmentation_ratio).toBeCloseTo(Number(rows[0].leaf_fragmentation) / 100, 4);
      expect(density).toMatchObject({ table: name === "loose" ? "fresh" : name.replace("_pkey", "") });
      const gain = await rebuild(server, name);
      for (const said of [bloatOf(estimated, name), density]) {
        expect(said.index_bytes).toBe(gain.before);
        expect(Math.abs(Number(said.bloat_bytes) / gain.before - gain.ratio), name).toBeLessThan(0.01);
        expect(said.bloat_ratio).toBeCloseTo(Number(said.bloat_bytes) / gain.before, 2);
      }
    }
    expect(bloatOf(estimated, "fresh_pkey").bloat_ratio).toBeLessThan(0.01);
    expect(bloatOf(estimated, "halved_pkey").bloat_ratio).toBeGreaterThan(0.48);
  },
);

const KINDS = `
  CREATE TABLE kinds AS SELECT i AS id, i::bigint AS big, i % 5 AS five, i / 10 AS tens, i / 200 AS many,
    CASE WHEN i % 2 = 0 THEN i END AS half, CASE WHEN i % 2 = 0 THEN i ELSE 0 END AS zero, (i % 5)::numeric AS amount,
    CASE WHEN i % 10 = 0 THEN repeat('x', 24) || i END AS gaps, 'name ' || i AS name, repeat('x', i % 60) AS vary, 'a'::"char" AS letter FROM generate_series(1, 200000) i;
  ALTER TABLE kinds ALTER id SET NOT NULL;
  CREATE UNIQUE INDEX spaced ON kinds (id, big, tens); CREATE UNIQUE INDEX included ON kinds (id) INCLUDE (big);
  CREATE INDEX own ON kinds (five) WITH (deduplicate_items = off); CREATE INDEX number ON kinds (amount);
  CREATE INDEX shared ON kinds (five); CREATE INDEX pair ON kinds (five, letter); CREATE INDEX nulls ON kinds (half);
  CREATE INDEX upper ON kinds (upper(name)); CREATE INDEX text ON kinds (name, vary);
  CREATE UNIQUE INDEX gaps ON kinds (gaps);
  CREATE INDEX tens ON kinds (tens); CREATE INDEX many ON kinds (many); CREATE INDEX zero ON kinds (zero);
  CREATE INDEX part ON kinds (half) WHERE id > 0; CREATE UNIQUE INDEX sure ON kinds (id) WHERE five > 0;
`;
/** The most by which an estimate may be off, as a share of the index: what a sample may, and 4 bytes an entry where widths vary. */
const OFF: Readonly<Record<string, number>> = {
  ...{ spaced: 0.02, included: 0.02, own: 0.02, shared: 0.02, pair: 0.02, nulls: 0.02, sure: 0.02 },
  ...{ number: 0.1, upper: 0.15, text: 0.07, gaps: 0.05 },
};
/** How many rows share a key ANALYZE counts too roughly: what is said is a bound. */
const BOUNDS = ["tens", "many", "zero"];

test.each([13, 18])("PostgreSQL %i: indexes of every kind, each with how it is known", async (major) => {
  const server = await serverWith(KINDS, major);
  await run(server, "CREATE ROLE reader LOGIN IN ROLE pg_monitor; GRANT SELECT ON kinds TO reader");
  const owner = await collectFrom(server);
  for (const [name, off] of Object.entries(OFF)) {
    const said = bloatOf(owner, name);
    expect(said.method, name).toBe("estimate");
    expect(said.bloat_ratio, name).toBeLessThan(off);
  }
  for (const name of BOUNDS) {
    expect(bloatOf(owner, name), name).toMatchObject({ method: "estimate: at least this" });
    expect(bloatOf(owner, name).bloat_ratio, name).toBeLessThan(0.02);
  }
  expect(bloatOf(owner, "part")).toMatchObject({ method: "not estimated", bloat_bytes: null, bloat_ratio: null });
  expect(gapsOf(owner).index_bloat).toMatch(/^bloat_bytes of 1 of 15 could not be read: they are partial/);
  // The sample of an expression belongs to the index, on which nobody but the owner can be granted anything.
  const reader = await collectFrom(server, { user: "reader" });
  expect(unestimated(reader)).toEqual(["part", "upper"]);
  // Without SELECT there is no sample; what is NOT NULL and of fixed width needs none.
  const monitor = await collectFrom(server, { user: "monitor" });
  expect(bloatOf(monitor, "sure")).toEqual(bloatOf(owner, "sure"));
  expect(unestimated(monitor)).not.toContain("sure");
  expect(unestimated(monitor)).toContain("shared");
});

test("two thirds of the entries gone: what is said of every kind is near what a rebuild gives back, and a bound is below", async () => {
  const server = await serverWith(`${KINDS} DELETE FROM kinds WHERE id % 3 <> 0`);
  const collected = await collectFrom(server);
  for (const [name, off] of Object.entries(OFF)) {
    const { ratio } = await rebuild(server, name);
    expect(ratio, name).toBeGreaterThan(0.5);
    expect(Math.abs(Number(bloatOf(collected, name).bloat_ratio) - ratio), name).toBeLessThan(off);
  }
  for (const name of BOUNDS) {
    const { ratio } = await rebuild(server, name);
    expect(Number(bloatOf(collected, name).bloat_ratio), name).toBeLessThan(ratio + 0.02);
  }
});

test("a role that may not run pgstatindex: the reason, and the estimate", async () => {
  const server = await serverWith(`${KEYS} CREATE EXTENSION pgstattuple; CREATE ROLE guest LOGIN`);
  const collected = await collectFrom(server, { user: "guest" });
  expect(gapsOf(collected).index_density).toMatch(/permission denied.*42501/);
  expect(bloatOf(collected, "halved_pkey").method).toBe("estimate");
});

test("an index that a failed build left, or that is locked, is not measured, and the others are", async () => {
  const server = await serverWith(`${KEYS} CREATE EXTENSION pgstattuple;
    UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'loose'::regclass`);
  const measured = await withClient(server, "postgres", async (client) => {
    await client.query("BEGIN; REINDEX INDEX halved_pkey");
    return collectFrom(server);
  });
  const names = measured.facts
    .filter(({ id }) => id.startsWith("index_density."))
    .map(({ id }) => id.split(".").at(-1));
  expect(names.sort()).toEqual(["emptied_pkey", "fresh_pkey", "random_pkey"]);
});

async function serverWith(sql: string, major = 16): Promise<SandboxServer> {
  const server = await startSandbox({ major, settings: { autovacuum: "off", max_parallel_maintenance_workers: "0" } });
  onTestFinished(() => server.stop());
  await run(server, "CREATE ROLE monitor LOGIN IN ROLE pg_monitor");
  await run(server, sql);
  await run(server, "VACUUM ANALYZE");
  return server;
}

function run(server: SandboxServer, sql: string) {
  return withClient(server, "postgres", (client) => client.query(sql));
}

function bloatOf(collected: Collected, index: string) {
  return recordOf(collected, `index_bloat.public.${index}`);
}

function densityOf(collected: Collected, index: string) {
  return recordOf(collected, `index_density.public.${index}`);
}

function unestimated({ facts }: Collected): string[] {
  return facts
    .filter(({ id, value }) => id.startsWith("index_bloat.") && JSON.stringify(value).includes('"not estimated"'))
    .map(({ id }) => id.split(".").at(-1) ?? "")
    .sort();
}

/** What the server itself gives back. */
async function rebuild(server: SandboxServer, index: string): Promise<{ before: number; ratio: number }> {
  const size = async () => Number((await run(server, `SELECT pg_relation_size('${index}') AS bytes`)).rows[0].bytes);
  const before = await size();
  await run(server, `REINDEX INDEX ${index}`);
  return { before, ratio: 1 - (await size()) / before };
}
