import picomatch from "picomatch";
import * as z from "zod";
import { loadRules } from "../../alerts/load-rules.ts";
import { resolveRunbook } from "../../alerts/resolve-runbook.ts";
import type { Check } from "../../core/check.ts";
import { globSchema } from "../../core/glob.ts";
import type { Page } from "../../core/page.ts";
import { textLines } from "../../core/text-lines.ts";
import { ruleFiles, siteUrl } from "./options.ts";

const options = z.strictObject({
  files: ruleFiles,
  site: siteUrl,
  runbooks: z
    .array(globSchema)
    .default(["content/docs/**/runbooks/**"])
    .describe("Globs of the pages that are runbooks."),
});

/** Every runbook serves an alert, or its front matter says why it serves none. */
export const alertsOrphan: Check<z.output<typeof options>> = {
  id: "alerts/orphan",
  summary: "every runbook serves an alert, or says in its front matter why it serves none",
  why: "A runbook that no alert leads to is found by nobody at night, and tended by nobody by day.",
  fix: "Point an alert at it, or write `plumbline: { noAlert: why }` into its front matter.",
  severity: "error",
  needs: [],
  options,
  async run(project, { files, site, runbooks }) {
    const isRunbook = picomatch([...runbooks]);
    const pages = project.pages.filter((page) => isRunbook(page.file));
    if (pages.length === 0)
      return { examined: 0, findings: [], skipped: `no page is a runbook: ${runbooks.join(", ")}` };
    const bySlug = new Map(
      project.pages.flatMap((page) => (page.slug === undefined ? [] : [[page.slug, page] as const])),
    );
    const { alerts } = await loadRules(project, files);
    const served = new Set<Page>();
    for (const { runbook } of alerts) {
      const resolved = resolveRunbook(runbook?.url ?? "", bySlug, site);
      if (runbook && resolved.kind === "page") served.add(resolved.page);
    }
    const orphans = pages.filter((page) => !served.has(page) && !reasonFor(page));
    return {
      examined: pages.length,
      findings: orphans.map((page) => ({
        ...textLines(page.text).place(page.file, 0, 0),
        message: "Unexpected runbook that serves no alert, expected an alert whose `runbook_url` leads here",
        hint: "Point an alert at it, or say why none does: `plumbline: { noAlert: why }` in the front matter.",
        text: page.file,
        evidence: { alerts: alerts.length },
      })),
    };
  },
};

function reasonFor({ frontMatter }: Page): boolean {
  const own = frontMatter.plumbline;
  return typeof own === "object" && own !== null && "noAlert" in own && String(own.noAlert ?? "").trim() !== "";
}
