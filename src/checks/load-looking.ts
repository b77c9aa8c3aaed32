import type { Check } from "../core/check.ts";

/** The checks that have looks, by id: a thread loads those that it is asked for, and not what the others need. */
const LOOKING: Readonly<Record<string, () => Promise<Check<unknown>>>> = {
  "content/readable": async () => (await import("./content/readable.ts")).contentReadable,
  "stale/term": async () => (await import("./stale/term.ts")).staleTerm,
  "markdown/lint": async () => {
    const { loadLinter } = await import("./markdown/lint-text.ts");
    void loadLinter();
    return (await import("./markdown/lint.ts")).markdownLint;
  },
  "links/internal": async () => (await import("./links/internal/index.ts")).linksInternal,
  "links/external": async () => (await import("./links/external/index.ts")).linksExternal,
  "sql/runs": async () => (await import("./sql/runs/index.ts")).sqlRuns,
  "conf/accepted": async () => (await import("./conf/accepted/index.ts")).confAccepted,
  "shell/parses": async () => (await import("./shell/parses/index.ts")).shellParses,
  "facts/known": async () => (await import("./facts/known.ts")).factsKnown,
  "facts/fresh": async () => (await import("./facts/fresh.ts")).factsFresh,
  "coverage/archives": async () => (await import("./coverage/archives/index.ts")).coverageArchives,
  "coverage/pages": async () => (await import("./coverage/pages/index.ts")).coveragePages,
  "coverage/schema": async () => (await import("./coverage/schema/index.ts")).coverageSchema,
  "metrics/threshold": async () => (await import("./metrics/threshold/index.ts")).metricsThreshold,
};

/** Loads the checks with these ids, in their order. Throws where one has no looks. */
export function loadLooking(ids: readonly string[]): Promise<Check<unknown>[]> {
  return Promise.all(
    ids.map(async (id) => {
      const load = LOOKING[id];
      if (!load) throw new TypeError(`no looks in check ${id}`);
      return load();
    }),
  );
}

/** The ids of all of them. */
export const lookingIds: readonly string[] = Object.keys(LOOKING);
