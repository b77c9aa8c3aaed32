import picomatch from "picomatch";
import type { Check } from "../../../core/check.ts";
import { findInFile, MOST_BYTES } from "./find-in-file.ts";
import { findInNames } from "./find-in-names.ts";
import { findInPage } from "./find-in-page.ts";
import { languageOf } from "./languages.ts";
import { loadRetired } from "./load-retired.ts";
import { type Retired, type StaleTermOptions, staleTermOptions } from "./options.ts";

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
  async run({ pages, files, readText, now, signal }, { retired, modules, ignore }) {
    if (retired.length === 0) {
      const skipped = "no technology is retired: name one under `retired`, or with --retired";
      return { examined: 0, findings: [], skipped };
    }
    const loaded = firstOfEach(retired).map(loadRetired);
    const isIgnored = picomatch([...ignore], { dot: true });
    const others = files.filter((file) => !isIgnored(file));
    const names = [...pages.map((page) => page.file), ...others];
    const findings = loaded.flatMap((each) => [
      ...pages.flatMap((page) => findInPage(page, each, now)),
      ...findInNames(names, each, now),
    ]);
    const read = others.filter((file) => languageOf(file) !== undefined);
    const unread: string[] = [];
    for (const file of read) {
      signal.throwIfAborted();
      const text = await readText(file).catch(() => undefined);
      if (text === undefined || text.length > MOST_BYTES) unread.push(file);
      else if (!text.includes("\0")) findings.push(...(await findInFile(file, text, loaded, modules, now)));
    }
    const note = unread.length === 0 ? {} : { note: `not read, too large or unreadable: ${unread.join(", ")}` };
    return { examined: pages.length + read.length - unread.length, findings, ...note };
  },
};

/** A preset that the configuration has and --retired names again counts once, with what the configuration says of it. */
function firstOfEach(retired: readonly Retired[]): Retired[] {
  const byId = new Map<string, Retired>();
  for (const each of retired) {
    const id = "preset" in each ? each.preset : each.id;
    if (!byId.has(id)) byId.set(id, each);
  }
  return [...byId.values()];
}
