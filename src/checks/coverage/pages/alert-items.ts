import { loadRules } from "../../../alerts/load-rules.ts";
import { resolveRunbook } from "../../../alerts/resolve-runbook.ts";
import type { Project } from "../../../core/check.ts";
import type { Item } from "../measure.ts";

/** Every alert, covered where its `runbook_url` leads to a page. Where `alerts/runbook` runs it names those without; here they count. */
export async function alertItems(project: Project, files: readonly string[]): Promise<Item[]> {
  const bySlug = new Map(
    project.pages.flatMap((page) => (page.slug === undefined ? [] : [[page.slug, page] as const])),
  );
  const { alerts } = await loadRules(project, files);
  return alerts.map(({ name, place, runbook }) => ({
    kind: "alert",
    name,
    covered: runbook !== undefined && resolveRunbook(runbook.url, bySlug, undefined).kind === "page",
    isSaid: project.running?.includes("alerts/runbook") ?? false,
    place,
    message: `Unexpected alert \`${name}\` without a page, expected a \`runbook_url\` that leads to one`,
    hint: "Write what to do when it fires, and point `runbook_url` there.",
  }));
}
