import type { Nodes } from "mdast";
import { expect, test } from "vitest";
import { makeSnapshot } from "../../src/core/fact.ts";
import { renderView } from "../../src/site/transform/render-view.ts";
import { factsOf } from "../facts-of.ts";

const LAST = {
  result: "passed",
  version: "15.18",
  restored_bytes: 1_288_490_189,
  restore_ms: 41_200,
  total_ms: 90_000,
  tables: 5,
  rows: 240_100,
};

function render(name: string, last: Record<string, string | number | null>, now = "2026-11-25T00:00:00Z"): string {
  const provenance = {
    source: "drills",
    target: "dump-and-restore",
    origin: "a disposable cluster",
    tool: { name: "plumbline", version: "1" },
    observedAt: "2026-11-24T02:05:00Z",
  };
  const facts = factsOf(makeSnapshot(provenance, [{ id: "drill.last", value: last }]));
  const context = { facts, now: new Date(now), freshFor: () => 7 * 86_400_000 };
  return textIn(renderView(name === "drills" ? { name } : { name: "drill", target: name }, context));
}

test("a drill that passed says on what, how much, how fast, and when", () => {
  expect(render("dump-and-restore", LAST)).toBe(
    "Last drill: passed on PostgreSQL 15.18, restored 1.2 GiB in 41 s, 5 tables with 240,100 rows found equal, 2026-11-24 02:05 UTC. Fresh until 2026-12-01 02:05 UTC",
  );
});

test("one that restores nothing tells no time", () => {
  expect(render("dump-and-restore", { ...LAST, restored_bytes: null, restore_ms: null })).not.toContain("restored");
});

test("one that failed says where, and never looks fresh", () => {
  const text = render("dump-and-restore", {
    ...LAST,
    result: "failed",
    tables: null,
    restored_bytes: null,
    failure: "a.md:7: Unexpected exit",
  });
  expect(text).toMatch(/^Last drill: failed on PostgreSQL 15\.18 \(a\.md:7: Unexpected exit\).*Failed$/);
});

test("one that is too old says so, and one that never ran says that", () => {
  expect(render("dump-and-restore", LAST, "2027-01-01T00:00:00Z")).toContain("Stale since 2026-12-01 02:05 UTC");
  expect(render("never", LAST)).toContain("Last drill: none yet.");
});

test("the table names every drill", () => {
  expect(render("drills", LAST)).toContain("dump-and-restorepassed15.181.2 GiB41 s90 s2026-11-24 02:05 UTC");
});

function textIn(node: Nodes): string {
  if ("value" in node) return node.value;
  return "children" in node ? node.children.map(textIn).join("") : "";
}
