import type { Draft } from "../../../core/finding.ts";
import type { Page } from "../../../core/page.ts";
import { anchorsOf } from "./anchors-of.ts";
import { findLinks, type Link } from "./find-links.ts";
import { nearestOf } from "./nearest-of.ts";
import { isExternal, type Resolved, resolveLink, type Site } from "./resolve-link.ts";

/** Resolves every internal address of the pages as the site will, and as a reader of the bare files would. */
export function checkSources(
  pages: readonly Page[],
  publicFolder: string,
  isFile: (file: string) => boolean,
): { examined: number; findings: Draft[] } {
  const site: Site = {
    bySlug: new Map(pages.flatMap((page) => (page.slug === undefined ? [] : [[page.slug, page] as const]))),
    byFile: new Map(pages.map((page) => [page.file, page])),
    publicFolder,
    isFile,
  };
  const anchors = new Map<Page, Set<string>>();
  const anchorsIn = (page: Page) => {
    const known = anchors.get(page) ?? anchorsOf(page);
    anchors.set(page, known);
    return known;
  };
  let examined = 0;
  const findings = pages.flatMap((page) =>
    findLinks(page)
      .filter(({ address }) => !isExternal(address))
      .flatMap((link) => {
        examined += 1;
        return findingOf(link, resolveLink(link, page, site), site, anchorsIn);
      }),
  );
  return { examined, findings };
}

function findingOf(link: Link, resolved: Resolved, site: Site, anchorsIn: (page: Page) => Set<string>): Draft[] {
  if (resolved.kind === "missing") {
    const known = [...site.bySlug.keys()].map((slug) => (slug === "" ? "/" : `/${slug}/`));
    const nearest = nearestOf(resolved.wanted, known);
    return [
      draftOf(
        link,
        `Unexpected ${link.kind} to \`${link.address}\`, expected a page or file that exists`,
        nearest ? `Did you mean \`${nearest}\`?` : "Correct the address, or bring back what it points to.",
        { target: resolved.wanted },
      ),
    ];
  }
  if (resolved.kind !== "page" || resolved.anchor === "") return [];
  const anchors = anchorsIn(resolved.page);
  if (anchors.has(resolved.anchor)) return [];
  const nearest = nearestOf(resolved.anchor, [...anchors]);
  return [
    draftOf(
      link,
      `Unexpected anchor \`#${resolved.anchor}\`, expected one of \`${resolved.page.file}\``,
      nearest ? `Did you mean \`#${nearest}\`?` : "Name one of the page's headings.",
      { target: resolved.page.file, anchor: resolved.anchor },
    ),
  ];
}

function draftOf(link: Link, message: string, hint: string, evidence: Record<string, unknown>): Draft {
  return {
    ...link.place,
    message,
    hint,
    text: link.address,
    evidence: { address: link.address, seenIn: "page", ...evidence },
  };
}
