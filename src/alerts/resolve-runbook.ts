import type { Page } from "../core/page.ts";

export type Runbook =
  | { kind: "page"; page: Page; anchor: string }
  | { kind: "elsewhere" }
  | { kind: "missing"; slug: string };

/** What a runbook URL leads to: a path, or an address on the site's host. Templates (`{{ … }}`) cannot be resolved: missing. */
export function resolveRunbook(url: string, bySlug: ReadonlyMap<string, Page>, site: string | undefined): Runbook {
  const base = site === undefined ? undefined : new URL(site.endsWith("/") ? site : `${site}/`);
  const parsed = URL.parse(url, base ?? "http://site.invalid/");
  if (!parsed) return { kind: "missing", slug: url };
  const path = decoded(parsed.pathname);
  const below = base && path.startsWith(decoded(base.pathname)) ? path.slice(decoded(base.pathname).length) : path;
  const slug = below.replace(/^\/+|\/+$/g, "").replace(/(?:^|\/)index\.html$|\.html$/, "");
  const isElsewhere = base !== undefined && parsed.origin !== base.origin;
  const page = isElsewhere ? undefined : bySlug.get(slug);
  if (page) return { kind: "page", page, anchor: decoded(parsed.hash.slice(1)) };
  return isElsewhere ? { kind: "elsewhere" } : { kind: "missing", slug };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
