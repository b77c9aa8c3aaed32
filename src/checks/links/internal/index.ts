import { existsSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import type { Check } from "../../../core/check.ts";
import { checkSite } from "./check-site.ts";
import { checkSources } from "./check-sources.ts";

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
  async run(project, { publicFolder, redirects }) {
    const { root, pages, site } = project;
    const isFile = (file: string) => existsSync(join(root, file));
    const sources = checkSources(pages, { publicFolder, redirects }, isFile);
    if (site === undefined) {
      return { ...sources, note: "links of the pages only: there is no built site of them (plumbline build)" };
    }
    const built = await checkSite(site, pages, sources.findings);
    return {
      examined: sources.examined + built.examined,
      findings: [...sources.findings, ...built.findings],
      note: `${sources.examined} in the pages, ${built.examined} in the built site`,
    };
  },
};
