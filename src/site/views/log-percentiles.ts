import { isRecord } from "../../core/is-record.ts";
import { type Column, largestFirst, recordsOf, type View } from "./view.ts";

const PERCENTILES: readonly Column[] = [
  { title: "Median", field: "p50_ms" },
  { title: "p95", field: "p95_ms" },
  { title: "p99", field: "p99_ms" },
  { title: "Max", field: "max_ms" },
  { title: "Statements", field: "statements" },
  { title: "In the log", field: "logged" },
  { title: "Of", field: "of" },
];

/** Percentiles and errors from a server's log. What they are percentiles of stands in each row. */
export const logViews: readonly View[] = [
  {
    name: "percentiles",
    title: "Percentiles of durations",
    source: "postgres-log",
    group: "percentile",
    columns: [{ title: "Database", field: "name" }, ...PERCENTILES],
    rows: (snapshot) => [
      ...recordsOf(snapshot, "percentile").map((row) => ({ ...row, name: "all" })),
      ...largestFirst(recordsOf(snapshot, "database_percentile"), "total_ms"),
    ],
  },
  {
    name: "query-percentiles",
    title: "Percentiles by query id",
    source: "postgres-log",
    group: "percentile",
    columns: [{ title: "Query id", field: "name", code: true }, ...PERCENTILES],
    rows: (snapshot) => largestFirst(recordsOf(snapshot, "query_percentile"), "total_ms"),
  },
  {
    name: "latency",
    title: "Where durations lie, from the histograms of pg_stat_monitor",
    source: "postgres",
    group: "latency",
    columns: [
      { title: "Database", field: "database" },
      ...["50", "95", "99"].flatMap((percent) => [
        { title: `p${percent} above`, field: `p${percent}_above_ms`, none: "no call" },
        { title: `p${percent} up to`, field: `p${percent}_up_to_ms`, none: "no bound" },
      ]),
      { title: "Calls", field: "calls" },
      { title: "Since", field: "since_at" },
    ],
    rows: (snapshot) => largestFirst(recordsOf(snapshot, "latency"), "calls"),
  },
  {
    name: "log-errors",
    title: "Errors by SQLSTATE class",
    source: "postgres-log",
    group: "error_class",
    columns: [
      { title: "Class", field: "name", code: true },
      { title: "Meaning", field: "meaning", none: "not named by PostgreSQL's documentation" },
      { title: "Errors", field: "errors" },
      { title: "Fatal", field: "fatal" },
    ],
    rows: (snapshot) => largestFirst(recordsOf(snapshot, "error_class"), "errors"),
  },
  {
    name: "error-rate",
    title: "Error rate",
    source: "postgres-log",
    group: "error",
    columns: [
      { title: "Errors", field: "errors" },
      { title: "Fatal", field: "fatal" },
      { title: "Statements", field: "statements", none: "not known: the log holds slow statements only" },
      { title: "Error rate in percent", field: "errors_percent", none: "not known" },
    ],
    rows: (snapshot) => recordsOf(snapshot, "error"),
  },
  {
    name: "log-read",
    title: "What was read of the log",
    source: "postgres-log",
    group: "log",
    columns: [
      { title: "Fact", field: "name" },
      { title: "Value", field: "value" },
    ],
    rows: (snapshot) => {
      const value = snapshot.facts.find(({ id }) => id === "log.read")?.value ?? null;
      return isRecord(value) ? Object.entries(value).map(([name, one]) => ({ name, value: one })) : [];
    },
  },
];
