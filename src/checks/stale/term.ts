import picomatch from "picomatch";
import type { Check } from "../../core/check.ts";
import { BINARY } from "../../core/look-at.ts";
import { asOf } from "../../terms/as-of.ts";
import { findInFile } from "../../terms/find-in-file.ts";
import { findInNames } from "../../terms/find-in-names.ts";
import { findInPage } from "../../terms/find-in-page.ts";
import { languageOf } from "../../terms/languages.ts";
import { type LoadedRetired, loadRetired } from "../../terms/load-retired.ts";
import { type Retired, type StaleTermOptions, staleTermOptions } from "../../terms/options.ts";

/** No page, front matter, file name, configuration or code file names a retired technology outside an allowed context. */
export const staleTerm: Check<StaleTermOptions> = {
  id: "stale/term",
  summary:
    "no page, front matter, file name, configuration or code file names a retired technology outside an allowed context",
  why: "A runbook that names a system which is gone sends its reader, at three in the morning, to something that does not answer.",
  fix: "Write what holds now. Where the name belongs to history, allow it on the page or by path, with its reason.",
  severity: "error",
  needs: [],
  options: staleTermOptions,
  isPerFile: true,
  look: {
    asOf,
    page: (page, options) => ({
      findings: loadedOf(options).flatMap((each) => findInPage(page, each, isPendingPage(page.slug, options))),
    }),
    wants: (file, { ignore }) => languageOf(file) !== undefined && !ignoring(ignore)(file),
    file: async ({ file, text }, options) => ({
      findings: await findInFile(file, text, loadedOf(options), options.modules),
    }),
  },
  async run({ pages, files, now }, options, looks) {
    if (options.retired.length === 0) {
      const skipped = "no technology is retired: name one under `retired`, or with --retired";
      return { examined: 0, findings: [], skipped };
    }
    const isIgnored = ignoring(options.ignore);
    const names = [...pages.map((page) => page.file), ...files.filter((file) => !isIgnored(file))];
    const inNames = loadedOf(asOf(options, now)).flatMap((each) => findInNames(names, each));
    const inTexts = [...looks.pages, ...looks.files.values()].flatMap(({ findings }) => findings);
    const unread = [...looks.files].filter(([, look]) => look.unread !== undefined && look.unread !== BINARY);
    const note = `not read: ${unread.map(([file, look]) => `${file} (${look.unread})`).join(", ")}`;
    return {
      examined: pages.length + [...looks.files.values()].filter((look) => look.unread === undefined).length,
      findings: [...inTexts, ...inNames],
      ...(unread.length === 0 ? {} : { note }),
    };
  },
};

/** The page of a module that is still to be converted may name what its code still uses. */
function isPendingPage(slug: string | undefined, { modules }: StaleTermOptions): boolean {
  return slug !== undefined && modules.some(({ status, page }) => status === "pending" && page === slug);
}

const LOADED = new WeakMap<StaleTermOptions, readonly LoadedRetired[]>();

/** Compiled once for the options of a run. */
function loadedOf(options: StaleTermOptions): readonly LoadedRetired[] {
  const loaded = LOADED.get(options) ?? firstOfEach(options.retired).map(loadRetired);
  LOADED.set(options, loaded);
  return loaded;
}

const IGNORING = new WeakMap<readonly string[], (file: string) => boolean>();

function ignoring(patterns: readonly string[]): (file: string) => boolean {
  const isIgnored = IGNORING.get(patterns) ?? picomatch([...patterns], { dot: true });
  IGNORING.set(patterns, isIgnored);
  return isIgnored;
}

/** A preset that the configuration has and --retired names again counts once, with what the configuration says of it. */
function firstOfEach(retired: readonly Retired[]): Retired[] {
  const byId = new Map<string, Retired>();
  for (const each of retired) {
    const id = "preset" in each ? each.preset : each.id;
    if (!byId.has(id)) byId.set(id, each);
  }
  return [...byId.values()];
}
