import { recordsOf, type View } from "./view.ts";

const SOURCE = "postgres";

/** What sessions do at the moment of the pull, against the limit of connections. */
export const activityViews: readonly View[] = [
  {
    name: "connections",
    title: "Connections against the limit",
    source: SOURCE,
    group: "connections",
    columns: [
      { title: "Fact", field: "name" },
      { title: "Value", field: "value" },
    ],
    rows: (snapshot) => recordsOf(snapshot, "connections"),
  },
  {
    name: "connection-states",
    title: "Connections by state",
    source: SOURCE,
    group: "connection",
    columns: [
      { title: "State", field: "state" },
      { title: "Connections", field: "connections" },
      { title: "Waiting for a lock", field: "waiting_for_lock" },
      { title: "Longest, in seconds", field: "longest_s" },
    ],
    rows: (snapshot) => recordsOf(snapshot, "connection"),
  },
  {
    name: "locks",
    title: "Sessions that wait for a lock",
    source: SOURCE,
    group: "lock",
    columns: [
      { title: "Statement", field: "query", code: true, long: true, none: "none" },
      { title: "Lock", field: "mode" },
      { title: "Relation", field: "relation", none: "none" },
      { title: "Seconds", field: "query_s" },
      { title: "Waits for", field: "blocking_application", none: "a prepared transaction" },
      { title: "Its state", field: "blocking_state", none: "prepared" },
      { title: "Its statement", field: "blocking_query", code: true, long: true, none: "none" },
    ],
    rows: (snapshot) => recordsOf(snapshot, "lock"),
  },
  {
    name: "long-transactions",
    title: "Transactions that stay open",
    source: SOURCE,
    group: "transaction",
    columns: [
      { title: "Open, in seconds", field: "open_s" },
      { title: "State", field: "state" },
      { title: "Database", field: "database" },
      { title: "Role", field: "role" },
      { title: "Application", field: "application", none: "none" },
      { title: "Statement", field: "query", code: true, long: true, none: "none" },
    ],
    rows: (snapshot) => recordsOf(snapshot, "transaction"),
  },
];
