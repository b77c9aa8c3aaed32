import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Draft, Place } from "../../../core/finding.ts";
import { draftOf, findingOf } from "./finding-of.ts";
import { isExternal, resolveAddress, type Site, slugIn } from "./resolve-link.ts";

/** The address of a renamed page, where it leads now, and where the configuration says so. */
export interface Redirect {
  from: string;
  to: string;
  place: Place;
}

/** A redirect leads from an address that is no page to one that is. */
export function redirectFindings({ from, to, place }: Redirect, site: Site): Draft[] {
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
  const next = site.redirects.get(slugIn(to.replace(/[?#].*$/s, "")));
  const link = { address: to, kind: "link" as const, place };
  if (next === undefined) return [...hidden, ...findingOf(link, resolveAddress(to, site), site)];
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

/** Redirects that the built site does not have: no page stands at the old address that names the new one. */
export function lostRedirects(site: string, redirects: readonly Redirect[]): Draft[] {
  return redirects.flatMap(({ from, to, place }) => {
    const file = join(site, slugIn(from), "index.html");
    if (existsSync(file) && readFileSync(file, "utf8").includes(to)) return [];
    return [
      draftOf(
        { address: from, kind: "link", place },
        `Unexpected built site without \`${from}\`, expected a page there that leads to \`${to}\``,
        "Give the redirects to the site: `...config.site` among the options of `plumblineSite` in astro.config.mjs.",
        { to },
      ),
    ];
  });
}
