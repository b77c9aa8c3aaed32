import type { GeneratedFrom, GeneratedPage, PageMaker } from "../../core/generated-page.ts";
import { archivePages } from "./archive-pages.ts";
import { archivesOverview } from "./archives-overview.ts";
import { schemaPages } from "./schema-pages.ts";
import { targetPages } from "./target-pages.ts";
import { targetsOverview } from "./targets-overview.ts";

const makers: readonly PageMaker[] = [targetsOverview, targetPages, schemaPages, archivesOverview, archivePages];

/** Every page that the facts at hand make. */
export function generatedPages(from: GeneratedFrom): GeneratedPage[] {
  return makers.flatMap((maker) => maker.pages(from));
}
