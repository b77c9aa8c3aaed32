/** What a name of PostgreSQL's became, and since which major; `became` undefined: it is gone. */
export interface Rename {
  kind: "column" | "function" | "relation" | "setting";
  name: string;
  /** The first major without the name; undefined: it never was one there. */
  since?: number;
  became?: string;
  /** What to do where there is no one new name. */
  note?: string;
}

/** From the release notes of PostgreSQL 9.2 to 18, section "Migration"; names that runbooks still carry. As of 2026-11. */
export const RENAMES: readonly Rename[] = [
  { kind: "column", name: "total_time", since: 13, became: "total_exec_time" },
  { kind: "column", name: "mean_time", since: 13, became: "mean_exec_time" },
  { kind: "column", name: "min_time", since: 13, became: "min_exec_time" },
  { kind: "column", name: "max_time", since: 13, became: "max_exec_time" },
  { kind: "column", name: "stddev_time", since: 13, became: "stddev_exec_time" },
  { kind: "column", name: "blk_read_time", since: 17, became: "shared_blk_read_time" },
  { kind: "column", name: "blk_write_time", since: 17, became: "shared_blk_write_time" },
  { kind: "column", name: "checkpoints_timed", since: 17, became: "pg_stat_checkpointer.num_timed" },
  { kind: "column", name: "checkpoints_req", since: 17, became: "pg_stat_checkpointer.num_requested" },
  { kind: "column", name: "checkpoint_write_time", since: 17, became: "pg_stat_checkpointer.write_time" },
  { kind: "column", name: "checkpoint_sync_time", since: 17, became: "pg_stat_checkpointer.sync_time" },
  { kind: "column", name: "buffers_checkpoint", since: 17, became: "pg_stat_checkpointer.buffers_written" },
  { kind: "column", name: "buffers_backend", since: 17, note: "Read pg_stat_io, which 16 brought." },
  { kind: "column", name: "buffers_backend_fsync", since: 17, note: "Read pg_stat_io, which 16 brought." },
  { kind: "column", name: "wal_write", since: 18, note: "Read pg_stat_io, rows with object `wal`." },
  { kind: "column", name: "wal_sync", since: 18, note: "Read pg_stat_io, rows with object `wal`." },
  { kind: "column", name: "tablename", became: "relname" },
  { kind: "column", name: "indexname", became: "indexrelname" },
  { kind: "column", name: "procpid", since: 9, became: "pid" },
  { kind: "column", name: "current_query", since: 9, became: "query" },
  { kind: "column", name: "waiting", since: 9, became: "wait_event" },
  { kind: "column", name: "sent_location", since: 10, became: "sent_lsn" },
  { kind: "column", name: "write_location", since: 10, became: "write_lsn" },
  { kind: "column", name: "flush_location", since: 10, became: "flush_lsn" },
  { kind: "column", name: "replay_location", since: 10, became: "replay_lsn" },
  { kind: "column", name: "proisagg", since: 11, became: "prokind" },
  { kind: "column", name: "consrc", since: 12, note: "Use pg_get_constraintdef(oid)." },
  { kind: "column", name: "adsrc", since: 12, note: "Use pg_get_expr(adbin, adrelid)." },
  { kind: "column", name: "relhasoids", since: 12, note: "No table has OIDs any more." },
  { kind: "column", name: "datlastsysoid", since: 15 },
  { kind: "function", name: "pg_start_backup", since: 15, became: "pg_backup_start" },
  { kind: "function", name: "pg_stop_backup", since: 15, became: "pg_backup_stop" },
  { kind: "function", name: "pg_is_in_backup", since: 15 },
  { kind: "function", name: "pg_switch_xlog", since: 10, became: "pg_switch_wal" },
  { kind: "function", name: "pg_current_xlog_location", since: 10, became: "pg_current_wal_lsn" },
  { kind: "function", name: "pg_current_xlog_insert_location", since: 10, became: "pg_current_wal_insert_lsn" },
  { kind: "function", name: "pg_last_xlog_receive_location", since: 10, became: "pg_last_wal_receive_lsn" },
  { kind: "function", name: "pg_last_xlog_replay_location", since: 10, became: "pg_last_wal_replay_lsn" },
  { kind: "function", name: "pg_xlogfile_name", since: 10, became: "pg_walfile_name" },
  { kind: "function", name: "pg_xlog_location_diff", since: 10, became: "pg_wal_lsn_diff" },
  { kind: "function", name: "pg_xlog_replay_pause", since: 10, became: "pg_wal_replay_pause" },
  { kind: "function", name: "pg_xlog_replay_resume", since: 10, became: "pg_wal_replay_resume" },
  { kind: "setting", name: "wal_keep_segments", since: 13, became: "wal_keep_size" },
  { kind: "setting", name: "checkpoint_segments", since: 10, became: "max_wal_size" },
  { kind: "setting", name: "operator_precedence_warning", since: 14 },
  { kind: "setting", name: "vacuum_cleanup_index_scale_factor", since: 14 },
  { kind: "setting", name: "stats_temp_directory", since: 15 },
  { kind: "setting", name: "force_parallel_mode", since: 16, became: "debug_parallel_query" },
  { kind: "setting", name: "promote_trigger_file", since: 16, note: "Use pg_promote() or pg_ctl promote." },
  { kind: "setting", name: "vacuum_defer_cleanup_age", since: 16 },
  { kind: "setting", name: "db_user_namespace", since: 17 },
  { kind: "setting", name: "old_snapshot_threshold", since: 17 },
  { kind: "setting", name: "trace_recovery_messages", since: 17 },
  { kind: "setting", name: "default_with_oids", since: 12 },
  { kind: "setting", name: "replacement_sort_tuples", since: 11 },
  { kind: "setting", name: "standby_mode", since: 12, note: "Make an empty file standby.signal." },
  { kind: "setting", name: "trigger_file", since: 12, note: "Use pg_promote() or pg_ctl promote." },
];

/** A sentence that says what a name became; undefined where the table does not know it. */
export function renameHint(kind: Rename["kind"], name: string): string | undefined {
  const found = RENAMES.find((each) => each.kind === kind && each.name === name.toLowerCase());
  if (!found) return undefined;
  const { since, became, note } = found;
  if (became && since) return `\`${found.name}\`: since PostgreSQL ${Math.max(since, 10)} \`${became}\`.`;
  if (became) return `\`${found.name}\` is called \`${became}\` there.`;
  return `\`${found.name}\` is gone since PostgreSQL ${since}.${note ? ` ${note}` : ""}`;
}

/** `13`, `13 and 14`, `13 to 18`, `13, 15 and 16`: majors as a person lists them. */
export function listMajors(majors: readonly number[]): string {
  const sorted = [...majors].sort((a, b) => a - b);
  const isRun = sorted.every((major, index) => index === 0 || major === (sorted[index - 1] ?? 0) + 1);
  if (isRun && sorted.length > 2) return `${sorted[0]} to ${sorted.at(-1)}`;
  return sorted.length < 2 ? String(sorted[0] ?? "") : `${sorted.slice(0, -1).join(", ")} and ${sorted.at(-1)}`;
}
