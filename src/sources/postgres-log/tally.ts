import {
  addDuration,
  addPacked,
  type DurationHistogram,
  durationHistogram,
  type PackedHistogram,
  packHistogram,
} from "./duration-histogram.ts";
import type { LogRecord } from "./record.ts";

/** Distinct queries, and databases, that get a histogram of their own; those beyond are counted as such. */
const MOST_QUERIES = 10_000;
const MOST_DATABASES = 1000;

/** What was not read of a log, and why. */
export interface Gaps {
  /** Records that are not of the server's shape: cut in the middle, with NUL bytes. */
  damaged: number;
  /** Records longer than what is looked at. */
  long: number;
  /** Lines without an end at the end of a file: one that is still being written, or was cut. */
  unfinished: number;
  /** Lines of plain text that continue no record and begin none. */
  unknown: number;
}

/** Everything that is counted in a log. */
export interface Tally {
  records: number;
  overall: DurationHistogram;
  databases: Map<string, DurationHistogram>;
  queries: Map<string, DurationHistogram>;
  /** Statements of queries beyond those that are told apart. */
  beyond: number;
  /** By SQLSTATE, empty where it is not said: how many ERROR, FATAL and PANIC. */
  errors: Map<string, { ERROR: number; FATAL: number; PANIC: number }>;
  first: string;
  last: string;
  gaps: Gaps;
}

export function emptyTally(): Tally {
  return {
    records: 0,
    overall: durationHistogram(),
    databases: new Map(),
    queries: new Map(),
    beyond: 0,
    errors: new Map(),
    first: "",
    last: "",
    gaps: { damaged: 0, long: 0, unfinished: 0, unknown: 0 },
  };
}

/** Counts one record. */
export function addRecord(tally: Tally, record: LogRecord): void {
  tally.records += 1;
  if (record.time !== "") extend(tally, record.time, record.time);
  const { duration, severity } = record;
  if (duration >= 0) {
    addDuration(tally.overall, duration);
    addTo(tally, "databases", record.database, MOST_DATABASES, duration);
    if (record.query === "" || record.query === "0") return;
    if (!addTo(tally, "queries", record.query, MOST_QUERIES, duration)) tally.beyond += 1;
  } else if (severity === "ERROR" || severity === "FATAL" || severity === "PANIC") {
    errorsOf(tally, record.state)[severity] += 1;
  }
}

/** A tally as plain values, which pass between threads. */
export type PackedTally = Omit<Tally, "overall" | "databases" | "queries"> & {
  overall: PackedHistogram;
  databases: [string, PackedHistogram][];
  queries: [string, PackedHistogram][];
};

export function packTally(tally: Tally): PackedTally {
  const pack = (map: Map<string, DurationHistogram>): [string, PackedHistogram][] =>
    [...map].map(([name, histogram]) => [name, packHistogram(histogram)]);
  return {
    ...tally,
    overall: packHistogram(tally.overall),
    databases: pack(tally.databases),
    queries: pack(tally.queries),
  };
}

/** Adds what another thread, or another file, counted. */
export function addTally(tally: Tally, packed: PackedTally): void {
  tally.records += packed.records;
  tally.beyond += packed.beyond;
  if (packed.first !== "") extend(tally, packed.first, packed.last);
  addPacked(tally.overall, packed.overall);
  for (const kind of ["databases", "queries"] as const) {
    for (const [name, histogram] of packed[kind]) addPacked(open(tally[kind], name), histogram);
  }
  for (const [state, counts] of packed.errors) {
    const sum = errorsOf(tally, state);
    for (const severity of ["ERROR", "FATAL", "PANIC"] as const) sum[severity] += counts[severity];
  }
  for (const gap of ["damaged", "long", "unfinished", "unknown"] as const) tally.gaps[gap] += packed.gaps[gap];
}

function addTo(tally: Tally, kind: "databases" | "queries", name: string, most: number, duration: number): boolean {
  const map = tally[kind];
  if (name === "" || (map.size >= most && !map.has(name))) return false;
  addDuration(open(map, name), duration);
  return true;
}

function open(map: Map<string, DurationHistogram>, name: string): DurationHistogram {
  let histogram = map.get(name);
  if (!histogram) {
    histogram = durationHistogram();
    map.set(name, histogram);
  }
  return histogram;
}

function errorsOf(tally: Tally, state: string): { ERROR: number; FATAL: number; PANIC: number } {
  let counts = tally.errors.get(state);
  if (!counts) {
    counts = { ERROR: 0, FATAL: 0, PANIC: 0 };
    tally.errors.set(state, counts);
  }
  return counts;
}

/** Times of one log have one shape and one zone, so that their text sorts as they do. */
function extend(tally: Tally, first: string, last: string): void {
  if (tally.first === "" || first < tally.first) tally.first = first;
  if (last > tally.last) tally.last = last;
}
