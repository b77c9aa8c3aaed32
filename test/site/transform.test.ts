import type { Nodes } from "mdast";
import { describe, expect, test } from "vitest";
import { renderFact } from "../../src/site/transform/render-fact.ts";
import { renderView } from "../../src/site/transform/render-view.ts";
import { factsOf } from "../facts-of.ts";
import { demoSnapshot } from "./demo-snapshot.ts";

const HOSTILE = "</script><img src=x onerror=alert(1)> {process.env.HOME} :fact[postgres/demo/x] **bold**";
const snapshot = demoSnapshot(
  [
    { id: "server.version", value: "16.14" },
    { id: "server.database_bytes", value: 3_145_728, unit: "bytes" },
    { id: "schema.a", value: { tables: 3, total_bytes: 8192 } },
    { id: "schema.b", value: { tables: 1, total_bytes: null } },
    { id: `statement.1`, value: { query: HOSTILE, calls: 7, mean_exec_ms: 12.5 } },
  ],
  [{ group: "statement", reason: "the extension is not installed" }],
);

describe("a fact", () => {
  test("is its value, with origin and age in the title", () => {
    const node = renderFact("postgres/demo/server.version", contextAt("2026-11-25T00:00:00Z"));
    expect(textIn(node)).toBe("16.14");
    expect(propertiesOf(node).title).toBe(
      "from postgres/demo, observed 2026-11-24 02:05 UTC, fresh until 2026-12-01 02:05 UTC",
    );
  });

  test("says that it is stale, not in colour alone", () => {
    const node = renderFact("postgres/demo/server.version", contextAt("2026-12-25T00:00:00Z"));
    expect(textIn(node)).toBe("16.14 (stale)");
    expect(propertiesOf(node).className).toContain("plumbline-stale");
  });

  test("rounds for the reader and keeps the exact value", () => {
    const node = renderFact("postgres/demo/server.database_bytes", contextAt("2026-11-25T00:00:00Z"));
    expect(textIn(node)).toBe("3.0 MiB");
    expect(propertiesOf(node).title).toContain("3,145,728 bytes");
  });

  test.each([
    ["postgres/demo/server.verzion", "Did you mean `server.version`?"],
    ["postgres/dem/server.version", "Did you mean `postgres/demo`?"],
    ["postgres/demo/schema.a#tabels", "Did you mean `schema.a#tables`?"],
    ["postgres/demo/server.version#x", "Leave out the # and what follows."],
    ["server.version", "Write it like :fact[postgres/demo/server.version]."],
  ])("unknown: %s", (label, hint) => {
    expect(() => renderFact(label, contextAt("2026-11-25T00:00:00Z"))).toThrow(expect.objectContaining({ hint }));
  });
});

describe("a view", () => {
  const render = (attributes: Record<string, string>) => renderView(attributes, contextAt("2026-11-25T00:00:00Z"));

  test("shows hostile text as one text node, whatever it holds", () => {
    const node = render({ name: "slow-queries" });
    expect(allNodes(node).filter((each) => "value" in each && each.value === HOSTILE)).toHaveLength(1);
    expect(allNodes(node).some(({ type }) => type === "html")).toBe(false);
  });

  test("says where from, as of when, until when, and what was not readable", () => {
    const text = textIn(render({ name: "slow-queries", target: "demo" }));
    expect(text).toContain("from postgres/demo at postgresql://[local]/app, as of 2026-11-24 02:05 UTC.");
    expect(text).toContain("Fresh until 2026-12-01 02:05 UTC");
    expect(text).toContain("Not readable: statement: the extension is not installed");
  });

  test("`where` keeps the rows with that value, `limit` the first ones; what is missing is never zero", () => {
    expect(textIn(render({ name: "schemas", where: "name=b" }))).toMatch(/Schemas \(1\).*not readable/);
    expect(textIn(render({ name: "schemas", limit: "1" }))).toContain("Schemas (1 of 2)");
  });

  test.each([
    [{ name: "shemas" }, "Did you mean `schemas`?"],
    [{ name: "schemas", target: "dmo" }, "Name the target, or run `plumbline pull`."],
    [{ name: "schemas", limt: "3" }, 'Write it like ::view{name="tables" target="demo" limit=10}.'],
    [{ name: "schemas", limit: "0" }, 'Write it like ::view{name="tables" target="demo" limit=10}.'],
    [{ name: "schemas", where: "b" }, 'Write it like ::view{name="tables" target="demo" limit=10}.'],
  ])("unknown: %o", (attributes, hint) => {
    expect(() => render(attributes as unknown as Record<string, string>)).toThrow(expect.objectContaining({ hint }));
  });
});

function contextAt(now: string) {
  return {
    facts: factsOf(snapshot),
    freshFor: () => 7 * 86_400_000,
    now: new Date(now),
  };
}

function allNodes(node: Nodes): Nodes[] {
  return [node, ...("children" in node ? node.children.flatMap(allNodes) : [])];
}

function textIn(node: Nodes): string {
  return allNodes(node)
    .map((each) => ("value" in each ? each.value : ""))
    .join("");
}

function propertiesOf(node: Nodes): Record<string, string> {
  const data: { hProperties?: Record<string, string> } = node.data ?? {};
  return data.hProperties ?? {};
}
