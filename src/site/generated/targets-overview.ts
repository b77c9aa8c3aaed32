import type { PageMaker } from "../../core/generated-page.ts";

/** One page that lists every target with the age of its newest snapshot. */
export const targetsOverview: PageMaker = {
  id: "targets-overview",
  pages: ({ facts }) =>
    facts.targets().length === 0
      ? []
      : [
          {
            slug: "reference/targets",
            title: "Targets",
            description: "Every database and archive that this site reads, and how old its facts are.",
            body: '::view{name="freshness"}',
          },
        ],
};
