import { largestFirst, recordsOf, type View } from "./view.ts";

const SOURCE = "postgres";

/** Where the WAL goes: standbys, slots, the archive, checkpoints; and what is read and written. */
export const replicationViews: readonly View[] = [
  {
    name: "replicas",
    title: "Standbys and receivers of WAL",
    source: SOURCE,
    group: "replica",
    columns: [
      { title: "Name", field: "name" },
      { title: "Address", field: "client_address", none: "local" },
      { title: "State", field: "state" },
      { title: "Synchronous", field: "sync_state" },
      { title: "Not yet replayed", field: "unreplayed_bytes", none: "none" },
      { title: "Replay lag", field: "replay_lag_ms", none: "none" },
    ],
    rows: (snapshot) => recordsOf(snapshot, "replica"),
  },
  {
    name: "slots",
    title: "Replication slots",
    source: SOURCE,
    group: "slot",
    columns: [
      { title: "Slot", field: "name" },
      { title: "Type", field: "type" },
      { title: "Active", field: "active" },
      { title: "WAL held back", field: "retained_bytes", none: "none" },
      { title: "WAL status", field: "wal_status", none: "none" },
    ],
    rows: (snapshot) => largestFirst(recordsOf(snapshot, "slot"), "retained_bytes"),
  },
  pairs("standby", "As a standby", "standby"),
  pairs("archiver", "Archiving", "archiver"),
  pairs("checkpoints", "Checkpoints", "checkpoint"),
  pairs("background-writer", "Background writer", "background_writer"),
  pairs("wal", "WAL", "wal"),
  pairs("wal-directory", "The folder of the WAL", "wal_directory"),
  {
    name: "io",
    title: "Input and output by kind of process",
    source: SOURCE,
    group: "io",
    columns: [
      { title: "Process", field: "backend" },
      { title: "Object", field: "object" },
      { title: "Context", field: "context" },
      { title: "Read", field: "read_bytes", none: "none" },
      { title: "Written", field: "written_bytes", none: "none" },
      { title: "Hits", field: "hits", none: "none" },
      { title: "Evictions", field: "evictions", none: "none" },
    ],
    rows: (snapshot) => largestFirst(recordsOf(snapshot, "io"), "read_bytes"),
  },
];

/** A group whose facts are single values. */
function pairs(name: string, title: string, group: string): View {
  return {
    name,
    title,
    source: SOURCE,
    group,
    columns: [
      { title: "Fact", field: "name" },
      { title: "Value", field: "value", none: "none" },
    ],
    rows: (snapshot) => recordsOf(snapshot, group),
  };
}
