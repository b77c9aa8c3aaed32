import type { Check } from "../../../core/check.ts";
import { findInNames } from "./find-in-names.ts";
import { findInPage } from "./find-in-page.ts";
import { loadRetired } from "./load-retired.ts";
import { type Retired, type StaleTermOptions, staleTermOptions } from "./options.ts";

/** No page, front matter, file or folder name names a retired technology outside an allowed context. */
export const staleTerm: Check<StaleTermOptions> = {
  id: "stale/term",
  summary: "no page, front matter, file or folder name names a retired technology outside an allowed context",
  why: "A runbook that names a system which is gone sends its reader, at three in the morning, to something that does not answer.",
  fix: "Write what holds now. Where the name belongs to history, allow it on the page or by path, with its reason.",
  severity: "error",
  needs: [],
  options: staleTermOptions,
  async run({ pages, files, now }, { retired, ignore }) {
    if (retired.length === 0) {
      return {
        examined: 0,
        findings: [],
        skipped: "no technology is retired: name one under `retired`, or with --retired",
      };
    }
    const loaded = firstOfEach(retired).map(loadRetired);
    const names = [...pages.map((page) => page.file), ...files];
    const findings = loaded.flatMap((each) => [
      ...pages.flatMap((page) => findInPage(page, each, now)),
      ...findInNames(names, each, ignore, now),
    ]);
    return { examined: pages.length, findings };
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
