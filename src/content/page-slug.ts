import Slugger, { slug } from "github-slugger";

const BELOW_DOCS = /^content\/docs\/(?<path>.+)\.(?:md|mdx|markdown)$/;

/**
 * The address that Astro's content loader gives a page: the front matter's `slug`, or the path below content/docs with
 * each part slugged and a last `index` dropped; `""` is the home page. Undefined outside content/docs.
 */
export function pageSlug(file: string, frontMatter: Readonly<Record<string, unknown>>): string | undefined {
  const path = BELOW_DOCS.exec(file)?.groups?.path;
  if (path === undefined) return undefined;
  if (typeof frontMatter.slug === "string") return frontMatter.slug.replace(/^\/+|\/+$/g, "");
  return path
    .split("/")
    .map((part) => slug(part))
    .join("/")
    .replace(/(?:^|\/)index$/, "");
}

/** Gives headings their anchors as Astro does, repeated ones with a number; one for each page. */
export function anchorMaker(): (text: string) => string {
  const slugger = new Slugger();
  return (text) => slugger.slug(text);
}
