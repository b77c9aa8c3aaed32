import { defineCollection } from "astro:content";
import { docsLoader } from "@astrojs/starlight/loaders";
import { docsSchema } from "@astrojs/starlight/schema";
import { loadConfig } from "./src/config/index.ts";
import { openFacts } from "./src/facts/index.ts";
import { withGeneratedPages } from "./src/site/generated/page-loader.ts";
import { pageSchema } from "./src/site/page-schema.ts";

const { config } = await loadConfig(import.meta.dirname, process.env.PLUMBLINE_CONFIG);
const facts = openFacts(process.env.PLUMBLINE_FACTS ?? "content/facts");

export const collections = {
  docs: defineCollection({
    loader: withGeneratedPages(docsLoader(), { facts, modules: config.modules }),
    schema: docsSchema({ extend: pageSchema }),
  }),
};
