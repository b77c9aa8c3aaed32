import type { FactReader } from "../../core/fact-reader.ts";
import type { GeneratedPage, PageMaker } from "../../core/generated-page.ts";

/** What an operator looks at, from the outside in; each view with what stands over it. */
const SECTIONS: readonly (readonly [title: string, views: readonly string[]])[] = [
  ["Server", ["server"]],
  ["Sessions", ["connections", "connection-states", "locks", "long-transactions"]],
  [
    "Statements",
    ["statements-by-time", "slow-queries", "statements-by-reads", "statements-by-temporary-files", "plans"],
  ],
  ["Replication and WAL", ["replicas", "slots", "standby", "archiver", "checkpoints", "wal"]],
  ["Databases and tables", ["databases", "tables", "vacuum", "wraparound", "sequential-scans", "bloat"]],
  ["Indexes", ["unused-indexes", "index-bloat", "redundant-indexes", "invalid-indexes", "unindexed-foreign-keys"]],
  ["Input and output", ["io"]],
  ["Settings", ["settings"]],
];
const LIMIT = 20;

/** Where the page of a server lies. Target names are lower-case letters, digits and `-`. */
export function targetSlug(target: string): string {
  return `reference/servers/${target}`;
}

/** A page for every PostgreSQL server that has been read, with all that was read of it. */
export const targetPages: PageMaker = {
  id: "target-pages",
  pages: ({ facts }) =>
    facts
      .targets()
      .filter(({ source }) => source === "postgres")
      .map(({ target }) => pageOf(target, facts)),
};

function pageOf(target: string, facts: FactReader): GeneratedPage {
  const view = (name: string) => `::view{name="${name}" target="${target}" limit=${LIMIT}}`;
  return {
    slug: targetSlug(target),
    title: `Server ${target}`,
    description: `What was read of the PostgreSQL server ${target}, group by group.`,
    body: SECTIONS.flatMap(([title, names]) => [
      `## ${title}`,
      ...names.map(view),
      ...(title === "Statements" ? percentiles(target, facts, view) : []),
    ]).join("\n\n"),
  };
}

/** True percentiles come from the log of the same name; else the bounds of histograms; else it says that there are none. */
function percentiles(target: string, facts: FactReader, view: (name: string) => string): string[] {
  if (facts.latest("postgres-log", target)) return ["percentiles", "query-percentiles"].map(view);
  if (facts.latest("postgres", target)?.facts.some(({ id }) => id.startsWith("latency."))) {
    return [
      "No log of this server is read. A histogram tells between which two bounds a percentile lies:",
      view("latency"),
    ];
  }
  return [
    "There is no percentile of this server: no log of it is read, and pg_stat_monitor is not there to be asked. Means and " +
      "deviations make none.",
  ];
}
