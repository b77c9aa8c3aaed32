/** How the fields of one fact group behave over time. What is in neither list is compared as a value: before and after. */
export interface GroupMeasures {
  /** Count up since a reset: only the difference of two readings of one count says something. */
  counters: readonly string[];
  /** Are what they are at each reading: sizes, rows, connections. */
  gauges: readonly string[];
  /** Which statistics the counters belong to: those of the fact's own database, of the connected one, or of statements. */
  scope: "own database" | "connected database" | "statements";
}

const ROWS = ["rows_inserted", "rows_updated", "rows_deleted"];

/**
 * The measures of each source by fact group. Source of what counts and what does not:
 * https://www.postgresql.org/docs/current/monitoring-stats.html, https://www.postgresql.org/docs/current/pgstatstatements.html
 */
export const MEASURES: Readonly<Record<string, Readonly<Record<string, GroupMeasures>>>> = {
  postgres: {
    server: { counters: [], gauges: ["database_bytes"], scope: "connected database" },
    database: {
      counters: ["transactions_committed", "transactions_rolled_back", "deadlocks", "temp_bytes"],
      gauges: ["size_bytes", "connections", "cache_hit_ratio"],
      scope: "own database",
    },
    schema: { counters: [], gauges: ["total_bytes", "tables"], scope: "connected database" },
    table: {
      counters: ["sequential_scans", "index_scans", ...ROWS],
      gauges: ["heap_bytes", "index_bytes", "toast_bytes", "total_bytes", "live_rows", "dead_rows"],
      scope: "connected database",
    },
    index: { counters: ["scans"], gauges: ["size_bytes"], scope: "connected database" },
    statement: {
      counters: [
        "calls",
        "total_exec_ms",
        "rows",
        "shared_blocks_hit",
        "shared_blocks_read",
        "temp_blocks_written",
        "wal_bytes",
      ],
      gauges: [],
      scope: "statements",
    },
  },
};

/** The measure that is worked out, not read: total time over calls, of the interval where there is one. */
export const MEAN = { group: "statement", field: "mean_exec_ms" } as const;

/** Every measure that a threshold may name, as `group.field`. */
export function measureNames(source: string): string[] {
  const groups = Object.entries(MEASURES[source] ?? {});
  const names = groups.flatMap(([group, { counters, gauges }]) =>
    [...counters, ...gauges].map((field) => `${group}.${field}`),
  );
  return source === "postgres" ? [...names, `${MEAN.group}.${MEAN.field}`] : names;
}

/** Whether a field counts up since a reset, so that only its differences say something. */
export function isCounter(source: string, group: string, field: string): boolean {
  return MEASURES[source]?.[group]?.counters.includes(field) ?? false;
}

/** Whether a field is the mean that is worked out. */
export function isMean(group: string, field: string): boolean {
  return group === MEAN.group && field === MEAN.field;
}
