import type { Draft } from "../../../core/finding.ts";
import { findingOf } from "./finding-of.ts";
import { type Redirect, redirectFindings } from "./redirects.ts";
import { type LinkedPage, resolveLink, type Site, slugIn } from "./resolve-link.ts";

/** Resolves every internal address of the pages as the site will, and as a reader of the bare files would. */
export function checkSources(
  pages: readonly LinkedPage[],
  redirects: readonly Redirect[],
  { publicFolder, isFile }: Pick<Site, "publicFolder" | "isFile">,
): { examined: number; findings: Draft[] } {
  const site: Site = {
    bySlug: new Map(pages.flatMap((page) => (page.slug === undefined ? [] : [[page.slug, page] as const]))),
    byFile: new Map(pages.map((page) => [page.file, page])),
    redirects: new Map(redirects.map(({ from, to }) => [slugIn(from), to])),
    publicFolder,
    isFile,
  };
  let examined = 0;
  const findings = pages.flatMap((page) =>
    page.links.flatMap((link) => {
      examined += 1;
      return findingOf(link, resolveLink(link, page, site), site);
    }),
  );
  const moved = redirects.flatMap((redirect) => redirectFindings(redirect, site));
  return { examined: examined + redirects.length, findings: [...findings, ...moved] };
}
