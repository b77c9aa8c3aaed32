import { expect, test } from "vitest";
import { makeSnapshot } from "../../src/core/fact.ts";
import { openFacts, writeSnapshot } from "../../src/facts/index.ts";
import { renderView } from "../../src/site/transform/render-view.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { textsIn } from "./texts-in.ts";

test("burn-down shows every pull, named ones too, oldest first; what was not counted has no number", async () => {
  const folder = temporaryFolder();
  await pulled(folder, "2026-11-20T00:00:00Z", { A: 3, B: 2 });
  await pulled(folder, "2026-11-01T00:00:00Z", { A: 7 }, "before");
  const context = { facts: openFacts(folder), freshFor: () => 1, now: new Date("2026-11-24T00:00:00Z") };
  const shown = textsIn(renderView({ name: "burn-down", target: "code" }, context)).join("|");
  expect(shown).toContain("As of|A|B|All|2026-11-01|7|–|7|2026-11-20|3|2|5");
  expect(shown).toContain("Stale since");
  expect(() => renderView({ name: "burn-down", target: "other" }, context)).toThrow("Unexpected target `other`");
});

async function pulled(folder: string, observedAt: string, totals: Record<string, number>, name?: string) {
  const tool = { name: "plumbline", version: "1" };
  const provenance = { source: "references", target: "code", origin: "src", tool, observedAt };
  const all = Object.values(totals).reduce((sum, total) => sum + total, 0);
  const modules = Object.entries(totals).map(([module, total]) => ({
    id: `module.${module}`,
    value: { module, total },
  }));
  await writeSnapshot(folder, makeSnapshot(provenance, [...modules, { id: "tree.references", value: all }]), name);
}
