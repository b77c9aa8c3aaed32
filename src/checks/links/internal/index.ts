import { existsSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import type { Check } from "../../../core/check.ts";
import { pageAnchors } from "../../../core/page-anchors.ts";
import { findLinks, type PackedLink, packLinks, unpackLinks } from "../find-links.ts";
import { checkSources } from "./check-sources.ts";
import { isExternal } from "./resolve-link.ts";

const options = z.strictObject({
  publicFolder: z.string().default("public").describe("The folder whose files the site serves as they are."),
  redirects: z
    .record(z.string().startsWith("/"), z.string())
    .default({})
    .describe("Addresses of renamed pages and where they lead now; the map is itself checked."),
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
  async run({ root, pages, site }, { publicFolder, redirects }, looks) {
    const isFile = (file: string) => existsSync(join(root, file));
    const linked = pages.map(({ file, slug }, index) => {
      const gathered = looks.pages[index]?.gathered as { links: PackedLink[]; anchors: string[] } | undefined;
      return { file, slug, anchors: gathered?.anchors ?? [], links: unpackLinks(file, gathered?.links ?? []) };
    });
    const sources = checkSources(linked, { publicFolder, redirects }, isFile);
    if (site === undefined) {
      return { ...sources, note: "links of the pages only: there is no built site of them (plumbline build)" };
    }
    // linkinator takes a seventh of a second to load: only a run with a built site needs it.
    const { checkSite } = await import("./check-site.ts");
    const built = await checkSite(site, pages, sources.findings);
    return {
      examined: sources.examined + built.examined,
      findings: [...sources.findings, ...built.findings],
      note: `${sources.examined} in the pages, ${built.examined} in the built site`,
    };
  },
};
