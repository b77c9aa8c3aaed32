import { posix } from "node:path";
import type { Link } from "../find-links.ts";

/** What one page brings to the links of all: its address, its internal links, its anchors. */
export interface LinkedPage {
  file: string;
  slug: string | undefined;
  links: readonly Link[];
  anchors: readonly string[];
}

export interface Site {
  bySlug: ReadonlyMap<string, LinkedPage>;
  byFile: ReadonlyMap<string, LinkedPage>;
  /** Slugs of renamed pages, and where they lead now. */
  redirects: ReadonlyMap<string, string>;
  publicFolder: string;
  isFile(file: string): boolean;
}

export type Resolved =
  | { kind: "page"; page: LinkedPage; anchor: string }
  | { kind: "file" }
  | { kind: "redirect"; to: string; anchor: string }
  | { kind: "missing"; wanted: string };

/** Addresses with a scheme or host lead out; so do those that only the reader's browser understands. */
export function isExternal(address: string): boolean {
  return /^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(address) || /^\{/.test(address);
}

/**
 * What an internal address leads to. A path is tried as the site has it, below the page's own address (`/dir/page/`),
 * and as a file beside the page, as forges show it. Images are files beside the page or in the public folder.
 */
export function resolveLink({ address, kind }: Pick<Link, "address" | "kind">, page: LinkedPage, site: Site): Resolved {
  const { path, anchor } = split(address);
  if (path === "") return { kind: "page", page, anchor };
  const asFile = kind === "link" || !path.startsWith("/") ? fileTarget(path, page, anchor, site) : undefined;
  if (asFile) return asFile;
  const wanted = path.startsWith("/") || page.slug === undefined ? path : posix.join("/", page.slug, path);
  if (kind === "link") return resolvePath(wanted, anchor, site);
  return isPublic(wanted, site) ? { kind: "file" } : { kind: "missing", wanted };
}

/** What an absolute address of the site leads to. */
export function resolveAddress(address: string, site: Site): Resolved {
  const { path, anchor } = split(address);
  return resolvePath(path, anchor, site);
}

/** The slug that an address names: without slashes at its ends and without `index.html`. */
export function slugIn(path: string): string {
  return path.replace(/^\/+|\/+$/g, "").replace(/(?:^|\/)index\.html$|\.html$/, "");
}

function resolvePath(wanted: string, anchor: string, site: Site): Resolved {
  const slug = slugIn(wanted);
  const page = site.bySlug.get(slug);
  if (page) return { kind: "page", page, anchor };
  const moved = site.redirects.get(slug);
  if (moved !== undefined) return { kind: "redirect", to: moved, anchor };
  return isPublic(wanted, site) ? { kind: "file" } : { kind: "missing", wanted };
}

function isPublic(wanted: string, site: Site): boolean {
  return (
    wanted.startsWith("/") &&
    slugIn(wanted) !== "" &&
    site.isFile(posix.join(site.publicFolder, posix.normalize(wanted)))
  );
}

function split(address: string): { path: string; anchor: string } {
  const hash = address.indexOf("#");
  const path = (hash < 0 ? address : address.slice(0, hash)).replace(/\?.*$/s, "");
  return { path: decoded(path), anchor: hash < 0 ? "" : decoded(address.slice(hash + 1)) };
}

/** A file beside the page; from the root of the repository where the page is no page of the site. */
function fileTarget(path: string, page: LinkedPage, anchor: string, site: Site): Resolved | undefined {
  if (path.startsWith("/") && page.slug !== undefined) return undefined;
  const file = posix.normalize(path.startsWith("/") ? path.slice(1) : posix.join(posix.dirname(page.file), path));
  if (file === ".." || file.startsWith("../")) return undefined;
  const target = site.byFile.get(file);
  if (target) return { kind: "page", page: target, anchor };
  const isServed = page.slug === undefined || /\.[a-z0-9]+$/i.test(file);
  return isServed && site.isFile(file) ? { kind: "file" } : undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
