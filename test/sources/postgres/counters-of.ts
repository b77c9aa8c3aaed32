import type { SandboxServer } from "../../../src/sandbox/index.ts";
import { withClient } from "./with-client.ts";

/** What a counter of a pull is held against: the server's own view, asked for that one number. */
const COUNTERS: readonly (readonly [id: string, sql: string, from?: number, below?: number])[] = [
  ["archiver.archived", "SELECT archived_count FROM pg_stat_archiver"],
  ["archiver.failed", "SELECT failed_count FROM pg_stat_archiver"],
  ["background_writer.buffers_written", "SELECT buffers_clean FROM pg_stat_bgwriter"],
  ["background_writer.stopped_early", "SELECT maxwritten_clean FROM pg_stat_bgwriter"],
  ["background_writer.buffers_allocated", "SELECT buffers_alloc FROM pg_stat_bgwriter"],
  ["background_writer.buffers_written_by_backends", "SELECT buffers_backend FROM pg_stat_bgwriter", 13, 17],
  ["checkpoint.write_ms", "SELECT checkpoint_write_time FROM pg_stat_bgwriter", 13, 17],
  ["checkpoint.buffers_written", "SELECT buffers_checkpoint FROM pg_stat_bgwriter", 13, 17],
  ["checkpoint.write_ms", "SELECT write_time FROM pg_stat_checkpointer", 17],
  ["checkpoint.buffers_written", "SELECT buffers_written FROM pg_stat_checkpointer", 17],
  ["checkpoint.restartpoints_done", "SELECT restartpoints_done FROM pg_stat_checkpointer", 17],
  ["wal.records", "SELECT wal_records FROM pg_stat_get_wal()", 14],
  ["wal.full_page_images", "SELECT wal_fpi FROM pg_stat_get_wal()", 14],
  ["wal.written_bytes", "SELECT wal_bytes FROM pg_stat_get_wal()", 14],
  ["wal.buffers_full", "SELECT wal_buffers_full FROM pg_stat_get_wal()", 14],
  ["statements.deallocations", "SELECT dealloc FROM pg_stat_statements_info()", 14],
  ["statements.capacity", "SELECT setting::int FROM pg_settings WHERE name = 'pg_stat_statements.max'", 14],
  ["io.checkpointer.relation.normal#writes", ioOf("writes"), 16],
  ["io.checkpointer.relation.normal#fsyncs", ioOf("fsyncs"), 16],
  ["io.client%20backend.relation.normal#hits", ioOf("hits", "client backend"), 16],
  ["io.client%20backend.relation.normal#extends", ioOf("extends", "client backend"), 16],
];

function ioOf(column: string, backend = "checkpointer"): string {
  return `SELECT ${column} FROM pg_stat_io WHERE backend_type = '${backend}' AND object = 'relation' AND context = 'normal'`;
}

/** The counters that a major has, by `fact` or `fact#field`, each asked for alone. */
export function countersOf(server: SandboxServer): Promise<Map<string, number>> {
  const has = ([, , from = 13, below = 99]: (typeof COUNTERS)[number]) => server.major >= from && server.major < below;
  return withClient(server, "shop", async (client) => {
    const counts = new Map<string, number>();
    for (const [id, sql] of COUNTERS.filter(has)) {
      const { rows } = await client.query({ text: sql, rowMode: "array" });
      counts.set(id, Number(rows[0]?.[0]));
    }
    return counts;
  });
}
