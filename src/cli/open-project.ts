import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { glob } from "tinyglobby";
import { type Config, freshFor } from "../config/index.ts";
import { parsePage, readPages } from "../content/index.ts";
import { compareCodeUnits } from "../core/canonical-json.ts";
import type { Project } from "../core/check.ts";
import { UserError } from "../core/errors.ts";
import type { FactReader } from "../core/fact-reader.ts";
import { generatedFile, generatedText } from "../core/generated-page.ts";
import type { Page } from "../core/page.ts";
import { openFacts } from "../facts/index.ts";
import { generatedPages } from "../site/generated/index.ts";
import type { Setting } from "./global-options.ts";
import { currentSite } from "./site-record.ts";

const IGNORED = ["**/node_modules/**", "**/.git/**", "**/dist/**", "**/.astro/**", "**/.plumbline/**"];

/**
 * Reads what checks look at: the pages of `content/docs` (without a configuration every Markdown file below the root),
 * the paths of the other files, and the snapshots. Throws a `UserError` where there is no page at all.
 */
export async function openProject(setting: Setting, config: Config, configured: boolean): Promise<Project> {
  const { root, factsDirectory, factsShownAs, now } = setting;
  if (!existsSync(root)) throw new UserError(`Missing folder ${root}`, "Give --root a folder that exists.");
  const patterns = configured ? ["content/docs/**/*.{md,mdx}"] : ["**/*.{md,mdx}"];
  const pages = await readPages(root, patterns);
  if (pages.length === 0) {
    const where = configured ? "content/docs" : "the folder";
    throw new UserError(
      `No page below ${where}, expected at least one`,
      "Write a first page, for example content/docs/index.md.",
    );
  }
  const files = await glob(configured ? ["content/**"] : ["**"], {
    cwd: root,
    ignore: [...IGNORED, ...patterns],
    dot: true,
  });
  const facts = openFacts(factsDirectory, factsShownAs);
  return {
    root,
    pages: configured ? [...pages, ...madePages(pages, facts, config)] : pages,
    files: files.map((file) => file.replaceAll("\\", "/")).sort(compareCodeUnits),
    readText: (file) => readFile(join(root, file), "utf8"),
    facts,
    freshFor: (source, target) => freshFor(config.freshness, source, target),
    site: await currentSite(setting),
    now,
    signal: new AbortController().signal,
  };
}

/** The pages that facts make, as the reader understands them; a written page replaces a generated one. */
function madePages(written: readonly Page[], facts: FactReader, { modules }: Config): Page[] {
  const files = new Set(written.map(({ file }) => file));
  return generatedPages({ facts, modules })
    .filter((page) => !files.has(generatedFile(page)))
    .map((page) => parsePage(generatedFile(page), generatedText(page)));
}
