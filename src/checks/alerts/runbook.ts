import leven from "leven";
import * as z from "zod";
import { loadRules } from "../../alerts/load-rules.ts";
import type { Alert } from "../../alerts/read-alerts.ts";
import { resolveRunbook } from "../../alerts/resolve-runbook.ts";
import type { Check } from "../../core/check.ts";
import type { Draft, Place } from "../../core/finding.ts";
import { nearest } from "../../core/nearest.ts";
import type { Page } from "../../core/page.ts";
import { pageAnchors } from "../../core/page-anchors.ts";
import { ruleFiles, siteUrl } from "./options.ts";

const options = z.strictObject({ files: ruleFiles, site: siteUrl });

/** Every alert names a runbook that is a page here, at an anchor that the page has. */
export const alertsRunbook: Check<z.output<typeof options>> = {
  id: "alerts/runbook",
  summary: "every alert's runbook_url is a page and anchor of this site",
  why: "Who is woken by an alert opens its runbook first; a dead address costs the minutes that count.",
  fix: "Give the alert a `runbook_url` that leads to its section, or write that section.",
  severity: "error",
  needs: [],
  options,
  async run(project, { files, site }) {
    const rules = await loadRules(project, files);
    if (rules.files === 0) return { examined: 0, findings: [], skipped: `there is no rule file: ${files.join(", ")}` };
    const bySlug = new Map(
      project.pages.flatMap((page) => (page.slug === undefined ? [] : [[page.slug, page] as const])),
    );
    const broken = rules.broken.map(({ message, place }) =>
      draftOf(place, `Unexpected YAML: ${message}`, "Mend the rule file; its alerts could not be read.", place.file),
    );
    const findings = rules.alerts.flatMap((alert) => checkAlert(alert, bySlug, site));
    return { examined: rules.alerts.length, findings: [...broken, ...findings] };
  },
};

function checkAlert(alert: Alert, bySlug: ReadonlyMap<string, Page>, site: string | undefined): Draft[] {
  const { name, runbook } = alert;
  if (!runbook || runbook.url === "") {
    const message = `Unexpected alert \`${name}\` without a runbook, expected \`runbook_url\` among its annotations`;
    return [
      draftOf(
        runbook?.place ?? alert.place,
        message,
        "Add `runbook_url`, the address of the section that helps.",
        name,
      ),
    ];
  }
  const resolved = resolveRunbook(runbook.url, bySlug, site);
  if (resolved.kind === "elsewhere") {
    const message = `Unexpected runbook \`${runbook.url}\` of alert \`${name}\`, expected a page of ${site}`;
    return [draftOf(runbook.place, message, "Bring the runbook here, where it is checked.", name)];
  }
  if (resolved.kind === "missing") {
    const meant = nearest(resolved.slug, bySlug.keys(), leven);
    const message = `Unexpected runbook \`${runbook.url}\` of alert \`${name}\`, expected a page that exists`;
    return [draftOf(runbook.place, message, meant ? `Did you mean \`/${meant}/\`?` : "Write the page.", name)];
  }
  const anchors = pageAnchors(resolved.page);
  if (resolved.anchor === "" || anchors.has(resolved.anchor)) return [];
  const meant = nearest(resolved.anchor, anchors, leven);
  const message = `Unexpected anchor \`#${resolved.anchor}\` in the runbook of alert \`${name}\`, expected one of \`${resolved.page.file}\``;
  return [draftOf(runbook.place, message, meant ? `Did you mean \`#${meant}\`?` : "Write the section.", name)];
}

function draftOf(place: Place, message: string, hint: string, alert: string): Draft {
  return { ...place, message, hint, text: `${alert} ${message}`, evidence: { alert } };
}
