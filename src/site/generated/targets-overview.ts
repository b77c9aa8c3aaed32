import type { PageMaker } from "../../core/generated-page.ts";
import { targetSlug } from "./target-pages.ts";

/** One page that lists every target with its state and the age of its newest snapshot, and the servers side by side. */
export const targetsOverview: PageMaker = {
  id: "targets-overview",
  pages: ({ facts }) => {
    const targets = facts.targets();
    if (targets.length === 0 && facts.failures().length === 0) return [];
    const servers = targets.filter(({ source }) => source === "postgres").map(({ target }) => target);
    return [
      {
        slug: "reference/targets",
        title: "Targets",
        description:
          "Every database and archive that this site reads, how old its facts are, and which could not be reached.",
        body: ['::view{name="freshness"}', ...(servers.length === 0 ? [] : serversSection(servers))].join("\n\n"),
      },
    ];
  },
};

function serversSection(targets: readonly string[]): string[] {
  const links = targets.map((target) => `- [${target}](/${targetSlug(target)}/)`);
  return ["## Servers side by side", '::view{name="fleet"}', "## One page each", links.join("\n")];
}
