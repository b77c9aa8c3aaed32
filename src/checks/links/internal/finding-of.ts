import leven from "leven";
import type { Draft } from "../../../core/finding.ts";
import { nearest } from "../../../core/nearest.ts";
import type { Link } from "../find-links.ts";
import type { Resolved, Site } from "./resolve-link.ts";

/** What is wrong with a link that leads to this, if anything. */
export function findingOf(link: Link, resolved: Resolved, site: Site): Draft[] {
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
  if (resolved.kind === "redirect" && resolved.anchor !== "") {
    return [
      draftOf(
        link,
        `Unexpected anchor \`#${resolved.anchor}\` at the redirect \`${link.address}\`, expected the page itself: a redirect forgets anchors`,
        `Link to where it leads: \`${resolved.to}\`.`,
        { target: resolved.to, anchor: resolved.anchor },
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

/** A finding at the place of a link. */
export function draftOf(link: Link, message: string, hint: string, evidence: Record<string, unknown>): Draft {
  return {
    ...link.place,
    message,
    hint,
    text: link.address,
    evidence: { address: link.address, seenIn: "page", ...evidence },
  };
}
