import type { GeneratedFrom, GeneratedPage, PageMaker } from "../../core/generated-page.ts";
import { schemaPages } from "./schema-pages.ts";
import { targetPages } from "./target-pages.ts";
import { targetsOverview } from "./targets-overview.ts";

const makers: readonly PageMaker[] = [targetsOverview, targetPages, schemaPages];

/** Every page that the facts at hand make. */
export function generatedPages(from: GeneratedFrom): GeneratedPage[] {
  return makers.flatMap((maker) => maker.pages(from));
}
