import { existsSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import type { Check } from "../../../core/check.ts";
import { pageAnchors } from "../../../core/page-anchors.ts";
import { placeInConfig } from "../../../core/place-in-config.ts";
import { findLinks, type PackedLink, packLinks, unpackLinks } from "../find-links.ts";
import { checkSources } from "./check-sources.ts";
import { lostRedirects, type Redirect } from "./redirects.ts";
import { isExternal } from "./resolve-link.ts";

const options = z.strictObject({
  publicFolder: z.string().default("public").describe("The folder whose files the site serves as they are."),
  redirects: z
    .record(z.string().startsWith("/"), z.string())
    .default({})
    .describe("Given by the configuration's `site.redirects`; the map is itself checked."),
});

/** Every internal link, anchor, image and asset resolves, in the pages and in the built site. */
export const linksInternal: Check<z.output<typeof options>> = {
  id: "links/internal",
  summary: "every internal link, anchor, image and asset resolves, in the pages and in the built site",
  why: "A runbook whose next step is a dead link ends where the reader needs it most.",
  fix: "Correct the address, or bring back what it points to.",
  severity: "error",
  needs: [],
  options,
  look: {
    page: (page) => ({
      findings: [],
      gathered: {
        links: packLinks(findLinks(page).filter(({ address }) => !isExternal(address))),
        anchors: [...pageAnchors(page)],
      },
    }),
  },
  async run(project, { publicFolder, redirects }, looks) {
    const { root, pages, site } = project;
    const isFile = (file: string) => existsSync(join(root, file));
    const linked = pages.map(({ file, slug }, index) => {
      const gathered = looks.pages[index]?.gathered as { links: PackedLink[]; anchors: string[] } | undefined;
      return { file, slug, anchors: gathered?.anchors ?? [], links: unpackLinks(file, gathered?.links ?? []) };
    });
    const moved = Object.entries(redirects).map(([from, to]): Redirect => {
      return { from, to, place: placeInConfig(project, ["site", "redirects", from]) };
    });
    const sources = checkSources(linked, moved, { publicFolder, isFile });
    if (site === undefined) {
      return { ...sources, note: "links of the pages only: there is no built site of them (plumbline build)" };
    }
    // linkinator takes a seventh of a second to load: only a run with a built site needs it.
    const { checkSite } = await import("./check-site.ts");
    const built = await checkSite(site, pages, sources.findings);
    const lost = lostRedirects(site, moved);
    return {
      examined: sources.examined + built.examined,
      findings: [...sources.findings, ...built.findings, ...lost],
      note: `${sources.examined} in the pages, ${built.examined} in the built site`,
    };
  },
};
