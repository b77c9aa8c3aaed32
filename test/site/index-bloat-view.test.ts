import { expect, test } from "vitest";
import { renderView } from "../../src/site/transform/render-view.ts";
import { factsOf } from "../facts-of.ts";
import { demoSnapshot } from "./demo-snapshot.ts";
import { textsIn } from "./texts-in.ts";

const estimate = { schema: "a", table: "t", method: "estimate", index_bytes: 4_194_304 };
const snapshot = demoSnapshot(
  [
    { id: "index_bloat.a.one", value: { ...estimate, name: "one", bloat_bytes: 1024, bloat_ratio: 0.25 } },
    { id: "index_bloat.a.two", value: { ...estimate, name: "two", bloat_bytes: 9000, bloat_ratio: 0.5 } },
    { id: "index_bloat.a.three", value: { ...estimate, name: "three", bloat_bytes: null, bloat_ratio: null } },
    {
      id: "index_density.a.two",
      value: {
        ...estimate,
        ...{ name: "two", method: "measured by pgstatindex", bloat_bytes: 2048, bloat_ratio: 0.3 },
        ...{ leaf_density_ratio: 0.625, leaf_fragmentation_ratio: 0.5 },
      },
    },
  ],
  [
    { group: "index_bloat", reason: "1 of 3" },
    { group: "index_density", reason: "permission denied" },
    { group: "index", reason: "of another table" },
  ],
);

test("the bloat of indexes: what was measured in place of the estimate, the largest first, and what neither could read", () => {
  const context = { facts: factsOf(snapshot), now: new Date("2026-11-25T00:00:00Z"), freshFor: () => 7 * 86_400_000 };
  const shown = textsIn(renderView({ name: "index-bloat" }, context)).join("|");
  expect(shown).toContain("a|two|t|2.0 KiB|30.0 %|4.0 MiB|62.5 %|50.0 %|measured by pgstatindex|a|one|");
  expect(shown).toContain("a|one|t|1.0 KiB|25.0 %|4.0 MiB|not measured|not measured|estimate|a|three|t|not readable|");
  expect(shown).not.toContain("8.8 KiB");
  expect(shown).toMatch(/Not readable: index_bloat: 1 of 3\|Not readable: index_density: permission denied$/);
});
