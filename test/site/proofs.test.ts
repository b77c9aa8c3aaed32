import type { Nodes } from "mdast";
import { expect, test } from "vitest";
import { makeSnapshot } from "../../src/core/fact.ts";
import type { BlockProof, Verdict } from "../../src/core/proof/block-proof.ts";
import { fingerprintBlocks } from "../../src/core/proof/fingerprint-blocks.ts";
import { proofFacts } from "../../src/core/proof/proof-facts.ts";
import { renderProofs } from "../../src/site/proofs/render-proofs.ts";
import { factsOf } from "../facts-of.ts";

const ALL = [13, 14, 15, 16, 17, 18];
const sql = { language: "sql", meta: "", code: "SELECT 1;" };
const shell = { language: "bash", meta: "", code: "psql -c 'SELECT 1'" };
const conf = { language: "ini", meta: 'title="postgresql.conf"', code: "shared_buffers = 1GB" };
const verdict: Verdict = { state: "proven", how: "run", majors: ALL, proven_at: "2026-11-24T02:05:00.000Z" };

type Block = typeof sql;
function proof(check: string, block: Block, more: Partial<Verdict> = {}, frontMatter = {}): BlockProof {
  const [fingerprint = ""] = fingerprintBlocks([block], frontMatter);
  return { check, file: "a.md", language: block.language, fingerprint, verdict: { ...verdict, ...more } };
}

function shown(blocks: Block[], proofs: BlockProof[], frontMatter = {}, now = "2026-11-25T00:00:00Z") {
  const tool = { name: "plumbline", version: "1" };
  const provenance = { source: "proofs", target: "pages", origin: "servers", tool, observedAt: "2026-11-24T02:05:00Z" };
  const facts = factsOf(makeSnapshot(provenance, proofFacts(proofs)));
  const context = { facts, now: new Date(now), freshFor: () => 7 * 86_400_000 };
  const { badges, table } = renderProofs(blocks, frontMatter, context);
  return { badges: badges.map((badge) => badge && textIn(badge)), table: table && textIn(table) };
}

test("a badge says how far the proof goes, on which majors, and when; a page without such blocks has no table", () => {
  const yaml = { language: "yaml", meta: "", code: "a: 1" };
  expect(shown([yaml], [])).toEqual({ badges: [undefined], table: undefined });
  const restart: Partial<Verdict> = { how: "accepted", restart: ["shared_buffers"] };
  const proofs = [
    proof("sql/runs", sql),
    proof("shell/parses", shell, { how: "parse", majors: [] }),
    proof("sql/runs", shell),
    proof("conf/accepted", conf, restart),
  ];
  const { badges, table } = shown([sql, yaml, shell, conf], proofs);
  expect(badges).toEqual([
    "Proven runs on PostgreSQL 13 to 18, 2026-11-24",
    undefined,
    "Checked the shell parses, its options are those of the programs at hand; its SQL: runs on PostgreSQL 13 to 18, 2026-11-24",
    "Accepted by PostgreSQL 13 to 18; needs a restart: shared_buffers, 2026-11-24",
  ]);
  expect(table).toContain(
    "Proofs of this page: 3 of 3 blocks hold; as of 2026-11-24 02:05 UTC, fresh until 2026-12-01",
  );
});

test("what failed, was skipped, changed or is too old never looks proven", () => {
  const only = (more: Partial<Verdict>) => shown([sql], [proof("sql/runs", sql, more)]).badges[0];
  const failed: Partial<Verdict> = { state: "failed", majors: [13, 14], failed_majors: [15, 16] };
  expect(only(failed)).toBe("Not proven fails on PostgreSQL 15 and 16, holds on 13 and 14, 2026-11-24");
  const skipped: Partial<Verdict> = { state: "skipped", majors: [], reason: "needs a standby" };
  expect(only(skipped)).toBe("Not proven needs a standby, 2026-11-24");
  const changed = { ...sql, code: "SELECT 2;" };
  expect(shown([changed], [proof("sql/runs", sql)]).badges).toEqual(["Not proven here, as it stands"]);
  expect(shown([sql], [proof("sql/runs", sql)], { versions: ">=16" }).badges).toEqual([
    "Not proven here, as it stands",
  ]);
  const late = shown([sql], [proof("sql/runs", sql)], {}, "2027-01-01T00:00:00Z");
  expect(late.badges[0]).toContain("stale since 2026-12-01 02:05 UTC");
});

test("a proof holds for the fixtures that it was made with: a changed one voids it", () => {
  const facts = proofFacts([proof("sql/runs", sql, { fixtures: { shop: "0123456789abcdef" } })]);
  const tool = { name: "plumbline", version: "1" };
  const provenance = { source: "proofs", target: "pages", origin: "servers", tool, observedAt: "2026-11-24T02:05:00Z" };
  const context = {
    facts: factsOf(makeSnapshot(provenance, facts)),
    now: new Date("2026-11-25T00:00:00Z"),
    freshFor: () => 7 * 86_400_000,
  };
  const badge = (fixture: () => string | undefined) => {
    const [first] = renderProofs([sql], {}, { ...context, fixture }).badges;
    return first && textIn(first);
  };
  expect(badge(() => "0123456789abcdef")).toBe("Proven runs on PostgreSQL 13 to 18, 2026-11-24");
  const changed = "Not proven here: shop, which it was run with, changed since, 2026-11-24";
  expect(badge(() => "fedcba9876543210")).toBe(changed);
  expect(badge(() => undefined)).toBe(changed);
});

test("what another program took says which; its documentation is less than the program", () => {
  const pooler = { language: "ini", meta: 'title="pgbouncer.ini"', code: "pool_mode = session" };
  const only = (more: Partial<Verdict>) => shown([pooler], [proof("conf/accepted", pooler, { majors: [], ...more })]);
  expect(only({ how: "accepted", by: "PgBouncer 1.18.0" }).badges).toEqual([
    "Accepted by PgBouncer 1.18.0, 2026-11-24",
  ]);
  expect(only({ how: "parse", by: "PgBouncer's documentation" }).badges).toEqual([
    "Parsed names and values are those of PgBouncer's documentation, 2026-11-24",
  ]);
});

test("the parts of a block are as weak as the weakest, and a shared database ties a block to those before it", () => {
  const parts = [
    proof("sql/runs", shell),
    proof("sql/runs", shell, { state: "failed", majors: [13], failed_majors: [14] }),
  ];
  const [fact] = proofFacts(parts).filter(({ id }) => id.startsWith("block."));
  expect(fact?.value).toMatchObject({ checks: { "sql/runs": { state: "failed", majors: [13], failed_majors: [14] } } });
  const shared = { ...sql, meta: "state=page" };
  const last = (first: string) => fingerprintBlocks([{ ...shared, code: first }, shared], {})[1];
  expect(last("CREATE TABLE a ();")).not.toBe(last("CREATE TABLE b ();"));
});

function textIn(node: Nodes): string {
  if ("value" in node) return node.value;
  return "children" in node ? node.children.map(textIn).join("") : "";
}
