import { expect, test } from "vitest";
import { type Fact, makeSnapshot } from "../../src/core/fact.ts";
import { openFacts, writeSnapshot } from "../../src/facts/index.ts";
import { renderView } from "../../src/site/transform/render-view.ts";
import { temporaryFolder } from "../temporary-folder.ts";

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

async function contextWith(facts: readonly Fact[]) {
  const folder = temporaryFolder();
  const provenance = {
    source: "postgres",
    target: "demo",
    origin: "postgresql://[local]/app",
    tool: { name: "plumbline", version: "1" },
    observedAt: "2026-11-24T02:05:00Z",
  };
  await writeSnapshot(folder, makeSnapshot(provenance, facts));
  return { facts: openFacts(folder), freshFor: () => 86_400_000, now: new Date("2026-11-24T03:00:00Z") };
}

function textsIn(node: unknown): string[] {
  if (typeof node !== "object" || node === null) return [];
  if ("value" in node && typeof node.value === "string") return [node.value];
  return "children" in node && Array.isArray(node.children) ? node.children.flatMap(textsIn) : [];
}
