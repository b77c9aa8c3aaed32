import { archiveRecords } from "../../core/archives/records.ts";
import type { PageMaker } from "../../core/generated-page.ts";
import { archiveSlugs } from "./archive-slugs.ts";

/** Every archive side by side with its policy, and the schedule of what is due; two pages. */
export const archivesOverview: PageMaker = {
  id: "archives-overview",
  pages: ({ facts }) => {
    const records = archiveRecords(facts);
    if (records.length === 0) return [];
    const targets = [...new Set(records.map(({ target }) => target))];
    const policies = [...new Set(records.flatMap(({ stated }) => stated?.snapshot.provenance.target ?? []))];
    const links = [...archiveSlugs(records).values()].map(
      (slug) => `- [${slug.slice(slug.lastIndexOf("/") + 1)}](/${slug}/)`,
    );
    return [
      {
        slug: "migration/archives",
        title: "Every archive",
        description:
          "All archives side by side: whether they are whole, what they hold, and what is decided about them.",
        body: [
          ...targets.map((target) => `::view{name="archives" target="${target}"}`),
          "## One page each",
          links.join("\n"),
          "## Policies",
          '::view{name="archive-policy"}',
          ...policies.map((target) => `::view{name="stated" target="${target}"}`),
          "What is due when stands in the [schedule](/migration/decommission-schedule/).",
        ].join("\n\n"),
      },
      {
        slug: "migration/decommission-schedule",
        title: "Schedule of decommission",
        description: "By date: which archive has to be verified, reviewed or deleted, and what is overdue.",
        body: [
          '::view{name="archive-schedule"}',
          "## How an archive is decommissioned",
          [
            "1. Ask its owner, who is named above, whether a claim or an inquiry keeps it beyond its day.",
            "2. Delete the archive and every copy at the locations that its policy names.",
            "3. Write the manifest again with `--accept-changes`; delete the policy from the manual facts.",
            "4. Pull both: its page, and its lines here, are gone with the next build.",
          ].join("\n"),
        ].join("\n\n"),
      },
    ];
  },
};
