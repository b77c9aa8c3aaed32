import { glob, readFile } from "node:fs/promises";
import { basename, join, relative, sep } from "node:path";
import { compareCodeUnits } from "../core/canonical-json.ts";
import { messageOf } from "../core/errors.ts";
import type { Page } from "../core/page.ts";
import { decodeText } from "./decode-text.ts";
import { parsePage } from "./parse-page.ts";
import { unreadablePage } from "./unreadable-page.ts";

/** Where the site's pages lie. */
export const PAGE_PATTERNS = ["content/docs/**/*.{md,mdx}"] as const;
const NEVER: readonly string[] = ["node_modules", "dist"];

/** How many files are open at once. */
const AT_ONCE = 64;

/**
 * Reads the pages that match the patterns, sorted by path. Symbolic links to folders are not followed. A file that is
 * not UTF-8, holds NUL, cannot be read or vanishes meanwhile gives a page with `problem`: nothing is left out.
 */
export async function readPages(root: string, patterns: readonly string[] = PAGE_PATTERNS): Promise<Page[]> {
  const files = await findPages(root, patterns);
  const pages: Page[] = [];
  for (let at = 0; at < files.length; at += AT_ONCE) {
    pages.push(...(await Promise.all(files.slice(at, at + AT_ONCE).map((file) => readPage(root, file)))));
  }
  return pages;
}

/**
 * The files of the pages, sorted. Files and links to files, also to none: what a link leads to shows when it is read.
 * Folders with a dot are left out.
 */
export async function findPages(root: string, patterns: readonly string[] = PAGE_PATTERNS): Promise<string[]> {
  const files = new Set<string>();
  const exclude = (name: string) => NEVER.includes(basename(name)) || basename(name).startsWith(".");
  const entries = glob([...patterns], {
    cwd: root,
    withFileTypes: true,
    exclude: (entry) => exclude(typeof entry === "string" ? entry : entry.name),
  });
  for await (const entry of entries) {
    if (!entry.isDirectory()) files.add(relative(root, join(entry.parentPath, entry.name)).split(sep).join("/"));
  }
  return [...files].sort(compareCodeUnits);
}

async function readPage(root: string, file: string): Promise<Page> {
  try {
    const decoded = decodeText(await readFile(join(root, file)));
    if ("problem" in decoded) return unreadablePage(file, decoded.problem, decoded.hint);
    return parsePage(file, decoded.text);
  } catch (error) {
    return unreadablePage(file, `Unexpected file that cannot be read (${messageOf(error)})`, "Make it readable.");
  }
}
