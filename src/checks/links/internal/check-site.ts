import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { LinkChecker, type LinkResult, LinkState } from "linkinator";
import { UserError } from "../../../core/errors.ts";
import type { Draft, Place } from "../../../core/finding.ts";
import type { Page } from "../../../core/page.ts";
import { wholeFile } from "../../../core/whole-file.ts";
import { findLinks } from "../find-links.ts";

/** Pages on which the same dead link makes one finding: beyond, it stands in what all pages share. */
const OWN_LINK_PAGES = 3;

/**
 * Crawls the built site with linkinator: links, anchors, images, styles and scripts, nothing outside it. A dead link is
 * mapped back to where the page writes it; what the pages' own check has already found is not said twice.
 */
export async function checkSite(
  site: string,
  pages: readonly Page[],
  known: readonly Draft[],
): Promise<{ examined: number; findings: Draft[] }> {
  if (!existsSync(join(site, "index.html"))) {
    throw new UserError(`Missing index.html in the built site ${site}`, "Build it: plumbline build");
  }
  const links = await crawl(site);
  const broken = links.filter(({ state }) => state === LinkState.BROKEN);
  const bySlug = new Map(pages.map((page) => [page.slug, page]));
  const said = new Set(known.map(({ file, evidence }) => `${file} ${anchorOf(String(evidence?.address))}`));
  const groups = Map.groupBy(broken, ({ url }) => url);
  const findings = [...groups.values()].flatMap((group) => {
    const shown = group.length > OWN_LINK_PAGES ? group.slice(0, 1) : group;
    return shown.flatMap((link) => {
      const page = bySlug.get(slugOf(link.parent ?? ""));
      if (page && said.has(`${page.file} ${anchorOf(link.url)}`)) return [];
      return [draftOf(link, page, group.length)];
    });
  });
  return { examined: links.filter(({ state }) => state !== LinkState.SKIPPED).length, findings };
}

async function crawl(site: string): Promise<LinkResult[]> {
  let origin: string | undefined;
  const isOutside = async (href: string) => {
    origin ??= new URL(href).origin;
    return new URL(href).origin !== origin;
  };
  const { links } = await new LinkChecker().check({
    path: resolve(site),
    recurse: true,
    checkFragments: true,
    linksToSkip: isOutside,
    concurrency: 20,
    timeout: 20_000,
  });
  const path = (url: string) => pathOf(url, resolve(site));
  return links.map((link) => ({
    ...link,
    url: path(link.url),
    ...(link.parent === undefined ? {} : { parent: path(link.parent) }),
  }));
}

function draftOf(link: LinkResult, page: Page | undefined, count: number): Draft {
  const address = link.url;
  const parent = link.parent ?? "/";
  const place = page ? placeOnPage(page, address) : wholeFile(`dist${parent.replace(/\/$/, "/index.html")}`);
  const others = count > OWN_LINK_PAGES ? ` on ${count} pages` : "";
  return {
    ...place,
    message: `Unexpected link to \`${address}\`${others} of the built site, expected something that exists`,
    hint: "Correct the address, or bring back what it points to; it may come from a component or the sidebar.",
    text: address,
    evidence: { address, seenIn: "site", parent, status: link.status, pages: count },
  };
}

/** Where the page writes the address, or its first line where a component wrote it. */
function placeOnPage(page: Page, address: string): Place {
  const links = findLinks(page);
  const ends = links.find((link) => anchorOf(link.address) === anchorOf(address) && link.address !== "");
  return ends?.place ?? wholeFile(page.file);
}

/** The last part of an address with its anchor: what relative and absolute forms of it have in common. */
function anchorOf(address: string): string {
  return address.replace(/^.*?([^/#]*)\/*(#.*)?$/s, "$1$2");
}

function slugOf(path: string): string {
  return decodeURI(path)
    .replace(/index\.html$/, "")
    .replace(/^\/+|\/+$/g, "");
}

/** linkinator shows addresses of its own server as paths below the folder that it serves. */
function pathOf(url: string, site: string): string {
  const path = url.startsWith(site) ? url.slice(site.length) : url.replace(/^https?:\/\/127\.0\.0\.1:\d+/, "");
  return path.startsWith("/") ? path : `/${path}`;
}
