import { defineCollection } from "astro:content";
import { docsLoader } from "@astrojs/starlight/loaders";
import { docsSchema } from "@astrojs/starlight/schema";
import { pageSchema } from "./src/site/page-schema.ts";

export const collections = {
  docs: defineCollection({ loader: docsLoader(), schema: docsSchema({ extend: pageSchema }) }),
};
