import leven from "leven";
import type { Draft } from "../../../core/finding.ts";
import { nearest } from "../../../core/nearest.ts";
import type { Link } from "../find-links.ts";
import {
  isExternal,
  type LinkedPage,
  type Resolved,
  resolveAddress,
  resolveLink,
  type Site,
  slugIn,
} from "./resolve-link.ts";

/** Resolves every internal address of the pages as the site will, and as a reader of the bare files would. */
export function checkSources(
  pages: readonly LinkedPage[],
  { publicFolder, redirects }: { publicFolder: string; redirects: Readonly<Record<string, string>> },
  isFile: (file: string) => boolean,
): { examined: number; findings: Draft[] } {
  const site: Site = {
    bySlug: new Map(pages.flatMap((page) => (page.slug === undefined ? [] : [[page.slug, page] as const]))),
    byFile: new Map(pages.map((page) => [page.file, page])),
    redirects: new Map(Object.entries(redirects).map(([from, to]) => [slugIn(from), to])),
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
  const moved = Object.entries(redirects).flatMap(([from, to]) => redirectFindings(from, to, site));
  return { examined: examined + Object.keys(redirects).length, findings: [...findings, ...moved] };
}

/** A redirect leads from an address that is no page to one that is. */
function redirectFindings(from: string, to: string, site: Site): Draft[] {
  const place = { file: CONFIGURATION, line: 1, column: 1, endLine: 1, endColumn: 1 };
  const taken = site.bySlug.get(slugIn(from));
  const hidden: Draft[] = taken
    ? [
        draftOf(
          { address: from, kind: "link", place },
          `Unexpected redirect from \`${from}\`, expected no page there but \`${taken.file}\` is`,
          "Take the redirect out, or rename the page.",
          {},
        ),
      ]
    : [];
  if (isExternal(to)) return hidden;
  const link: Link = { address: to, kind: "link", place };
  const next = site.redirects.get(slugIn(to.replace(/[?#].*$/s, "")));
  if (next !== undefined) {
    return [
      ...hidden,
      draftOf(
        link,
        `Unexpected redirect from \`${from}\` to \`${to}\`, expected a page but that is a redirect too`,
        `Lead it to where the last of them ends: \`${next}\`, if that is a page.`,
        { from },
      ),
    ];
  }
  return [...hidden, ...findingOf(link, resolveAddress(to, site), site)];
}

const CONFIGURATION = "plumbline.config.ts";

function findingOf(link: Link, resolved: Resolved, site: Site): Draft[] {
  if (resolved.kind === "missing") {
    const known = [...site.bySlug.keys()].map((slug) => (slug === "" ? "/" : `/${slug}/`));
    const meant = nearest(resolved.wanted, known, leven);
    return [
      draftOf(
        link,
        `Unexpected ${link.kind} to \`${link.address}\`, expected a page or file that exists`,
        meant ? `Did you mean \`${meant}\`?` : "Correct the address, or bring back what it points to.",
        { target: resolved.wanted },
      ),
    ];
  }
  if (resolved.kind !== "page" || resolved.anchor === "") return [];
  const { anchors } = resolved.page;
  if (anchors.includes(resolved.anchor)) return [];
  const meant = nearest(resolved.anchor, anchors, leven);
  return [
    draftOf(
      link,
      `Unexpected anchor \`#${resolved.anchor}\`, expected one of \`${resolved.page.file}\``,
      meant ? `Did you mean \`#${meant}\`?` : "Name one of the page's headings.",
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
