import { describe, expect, test } from "vitest";
import { type Fact, makeSnapshot } from "../../src/core/fact.ts";
import { openFacts, writeSnapshot } from "../../src/facts/index.ts";
import { renderView } from "../../src/site/transform/render-view.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { textsIn } from "./texts-in.ts";

const MACHINE = { ram: "16GB", cpus: "8", storage: "ssd" };

test("tuning shows what is recommended beside what the target has", async () => {
  const context = await contextWith([
    { id: "server.major", value: 16 },
    { id: "setting.max_connections", value: { value: "100" } },
    { id: "setting.shared_buffers", value: { value: "4096MB" } },
    { id: "setting.effective_cache_size", value: { value: "4GB" } },
  ]);
  const shown = textsIn(renderView({ name: "tuning", target: "demo", ...MACHINE }, context)).join("|");
  expect(shown).toContain("shared_buffers|4GB|4096MB|same|after a restart");
  expect(shown).toContain("effective_cache_size|12GB|4GB|lower|after a reload");
  expect(shown).toContain("work_mem|18MB|not readable|not in the snapshot");
  expect(shown).toContain("as of 2026-11-24 02:05 UTC");
});

test.each([
  [{ ...MACHINE, ram: "25% of RAM" }, "Unexpected attribute ram `25% of RAM`"],
  [{ ...MACHINE, storrage: "ssd" }, "Unexpected attribute `storrage` of view `tuning`"],
  [{ ...MACHINE, target: "other" }, "Unexpected target `other` of view `tuning`"],
  [{ cpus: "8", storage: "ssd" }, "Missing attribute ram"],
])("tuning refuses %j", async (attributes, message) => {
  const context = await contextWith([{ id: "setting.max_connections", value: { value: "100" } }]);
  expect(() => renderView({ name: "tuning", target: "demo", ...attributes }, context)).toThrow(message);
});

const SERVER = [
  { id: "server.database", value: "app" },
  { id: "server.system_identifier", value: "1" },
  { id: "server.statistics_reset_at", value: "2026-11-01T00:00:00Z" },
];
const day = (size: number, transactions: number, system = "1"): Fact[] => [
  ...SERVER.map((fact) => (fact.id === "server.system_identifier" ? { ...fact, value: system } : fact)),
  { id: "database.app", value: { size_bytes: size * 1024 ** 2, transactions_committed: transactions } },
];

describe("a trend", () => {
  test("is drawn in the colour of the text, with its words and its numbers, and without style or script", async () => {
    const context = await contextWith(day(64, 10), day(96, 30), day(128, 70));
    const tree = renderView(trendOf("database.app#size_bytes", "<b>Size</b> {x}"), context);
    const drawing = elementsIn(tree).find(({ hName }) => hName === "svg");
    expect(drawing?.hProperties).toMatchObject({
      role: "img",
      fill: "currentColor",
      "aria-label":
        "<b>Size</b> {x}: From 64.0 MiB at 2026-11-24 02:05 UTC to 128.0 MiB at 2026-11-26 02:05 UTC; between 64.0 MiB and 128.0 MiB.",
    });
    const names = new Set(elementsIn(tree).map(({ hName }) => hName));
    expect(names.has("path")).toBe(true);
    expect(names.has("style") || names.has("script")).toBe(false);
    const shown = textsIn(tree).join("|");
    expect(shown).toContain("2026-11-25 02:05 UTC|96.0 MiB|");
    expect(shown).toContain("<b>Size</b> {x} (3 points)");
  });

  test("shows what is counted per day, and a gap with its reason where the counters are not one count", async () => {
    const context = await contextWith(day(1, 10), day(1, 30), day(1, 70, "2"), day(1, 95, "2"));
    const shown = textsIn(renderView(trendOf("database.app#transactions_committed", "Work"), context)).join("|");
    expect(shown).toContain("2026-11-25 02:05 UTC|20 a day|");
    expect(shown).toContain("2026-11-26 02:05 UTC|–|not one count: of another server: system identifier 1, then 2");
    expect(shown).toContain("2026-11-27 02:05 UTC|25 a day|");
    expect(shown).toContain("1 point is a gap: the table says why.");
  });

  test("of one snapshot says that it needs more", async () => {
    const context = await contextWith(day(1, 10));
    expect(textsIn(renderView(trendOf("database.app#transactions_committed", "Work"), context))).toContain(
      "A trend needs more snapshots.",
    );
  });

  test("of a fact that is not there fails the build with the one that was meant", async () => {
    const context = await contextWith(day(1, 10));
    expect(() => renderView(trendOf("database.ap#size_bytes", "Size"), context)).toThrow(
      expect.objectContaining({ hint: "Did you mean `database.app`?" }),
    );
  });
});

function trendOf(fact: string, title: string) {
  return { name: "trend", target: "demo", fact, title };
}

/** A context with one snapshot a day. */
async function contextWith(...days: readonly (readonly Fact[])[]) {
  const folder = temporaryFolder();
  for (const [index, facts] of days.entries()) {
    const provenance = {
      source: "postgres",
      target: "demo",
      origin: "postgresql://[local]/app",
      tool: { name: "plumbline", version: "1" },
      observedAt: `2026-11-${24 + index}T02:05:00Z`,
    };
    await writeSnapshot(folder, makeSnapshot(provenance, facts));
  }
  return { facts: openFacts(folder), freshFor: () => 86_400_000, now: new Date("2026-11-24T03:00:00Z") };
}

interface Drawn {
  hName: string;
  hProperties: Record<string, string>;
}

function elementsIn(node: unknown): Drawn[] {
  if (typeof node !== "object" || node === null) return [];
  const own = "data" in node && node.data ? [node.data as Drawn] : [];
  return [...own, ...("children" in node && Array.isArray(node.children) ? node.children.flatMap(elementsIn) : [])];
}

test.each(["drills", "fleet", "freshness"])("%s refuses an attribute that it does not know", async (name) => {
  const context = await contextWith([]);
  expect(() => renderView({ name, source: "postgres" }, context)).toThrow(`Unexpected attribute \`source\` of view`);
});

test("freshness shows the named sources only", async () => {
  const context = await contextWith([{ id: "server.major", value: 16 }]);
  expect(textsIn(renderView({ name: "freshness", sources: "postgres drills" }, context))).toContain("postgres/demo");
  expect(textsIn(renderView({ name: "freshness", sources: "drills" }, context))).not.toContain("postgres/demo");
});
