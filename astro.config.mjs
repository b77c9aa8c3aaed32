import { defineConfig } from "astro/config";
import { freshFor, loadConfig } from "./src/config/index.ts";
import { openFacts, openFixtures } from "./src/facts/index.ts";
import { plumblineSite } from "./src/site/index.ts";

const { config } = await loadConfig(import.meta.dirname, process.env.PLUMBLINE_CONFIG);

export default defineConfig(
  plumblineSite({
    ...config.site,
    facts: openFacts(process.env.PLUMBLINE_FACTS ?? "content/facts"),
    freshFor: (source, target) => freshFor(config.freshness, source, target),
    fixture: openFixtures(config.postgres.fixtures),
    now: new Date(process.env.PLUMBLINE_NOW ?? Date.now()),
    sidebar: [
      { label: "Operations", directory: "operations" },
      { label: "Modules", directory: "modules" },
      { label: "Migration", directory: "migration" },
      { label: "Reference", directory: "reference" },
    ],
  }),
);
