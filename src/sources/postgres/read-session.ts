import type { ClientBase } from "pg";
import * as z from "zod";
import { UserError } from "../../core/errors.ts";
import { beginReading, readAnyBytes } from "./begin-reading.ts";
import { sqlFile } from "./group-sql.ts";

/** What the session is and may. */
export interface Session {
  major: number;
  /** As `server_version_num` has it: 160014. */
  versionNum: number;
  superuser: boolean;
  /** Has `pg_read_all_settings`, of which `pg_monitor` is a member. */
  mayReadSettings: boolean;
  /** Has `pg_read_all_stats`, likewise. */
  mayReadStats: boolean;
  database: string;
  /** Whether the server knows what its texts are written in. */
  hasEncoding: boolean;
  /** The server's clock in milliseconds since 1970. */
  clockMs: number;
  /** Quoted schema of each extension that a group can ask. */
  extensions: Readonly<Record<string, string>>;
}

const OLDEST_MAJOR = 13;

const rowSchema = z.object({
  version_num: z.int(),
  superuser: z.boolean(),
  may_read_settings: z.boolean(),
  may_read_stats: z.boolean(),
  database: z.string(),
  encoding: z.string(),
  clock_ms: z.number(),
  extensions: z.string().nullable(),
});

/**
 * Begins the one read-only transaction and asks who and where this session is. In a database without an encoding the
 * server is told to hand names out as they are: it would refuse those that are no UTF-8, whole result and all. Throws a
 * `UserError` on a server that is too old.
 */
export async function readSession(client: ClientBase): Promise<Session> {
  await beginReading(client);
  const { rows } = await client.query(sqlFile("session-13"));
  const row = rowSchema.parse(rows[0]);
  const major = Math.floor(row.version_num / 10_000);
  if (major < OLDEST_MAJOR) {
    throw new UserError(
      `Unexpected PostgreSQL ${major}, expected ${OLDEST_MAJOR} or newer`,
      "Older majors lack what pages show; upgrade first.",
    );
  }
  if (row.encoding === "SQL_ASCII") await readAnyBytes(client);
  return {
    major,
    versionNum: row.version_num,
    superuser: row.superuser,
    mayReadSettings: row.may_read_settings,
    mayReadStats: row.may_read_stats,
    database: row.database,
    hasEncoding: row.encoding !== "SQL_ASCII",
    clockMs: row.clock_ms,
    extensions: z.record(z.string(), z.string()).parse(JSON.parse(row.extensions ?? "{}")),
  };
}
