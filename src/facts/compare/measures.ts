/** How the fields of one fact group behave over time. What is in neither list is compared as a value: before and after. */
export interface GroupMeasures {
  /** Count up since a reset: only the difference of two readings of one count says something. */
  counters: readonly string[];
  /** Are what they are at each reading: sizes, rows, connections. */
  gauges: readonly string[];
  /** Which statistics the counters belong to: of the fact's own database, the connected one, statements, or a view that is reset alone. */
  scope: "own database" | "connected database" | "statements" | "own view";
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
    archiver: { counters: ["archived", "failed"], gauges: [], scope: "own view" },
    background_writer: {
      counters: ["buffers_written", "stopped_early", "buffers_written_by_backends", "buffers_allocated"],
      gauges: [],
      scope: "own view",
    },
    checkpoint: {
      counters: ["timed", "requested", "write_ms", "sync_ms", "buffers_written"],
      gauges: [],
      scope: "own view",
    },
    io: {
      counters: [
        ...["reads", "read_bytes", "read_ms", "writes", "written_bytes", "write_ms", "extends"],
        ...["hits", "evictions", "reuses", "fsyncs", "fsync_ms"],
      ],
      gauges: [],
      scope: "own view",
    },
    wal: {
      counters: ["records", "full_page_images", "written_bytes", "buffers_full"],
      gauges: [],
      scope: "own view",
    },
    wal_directory: { counters: [], gauges: ["files", "size_bytes"], scope: "connected database" },
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
