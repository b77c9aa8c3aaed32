import pg from "pg";
import { UserError } from "../../core/errors.ts";
import type { Source } from "../../core/source.ts";
import { connectionError } from "./connection-error.ts";
import { describeOrigin } from "./describe-origin.ts";
import { findConnection } from "./find-connection.ts";
import { groupSql } from "./group.ts";
import { groups } from "./groups.ts";
import { type PostgresOptions, postgresOptions } from "./options.ts";
import { readGroups } from "./read-groups.ts";
import { valueTypes } from "./read-values.ts";

const OLDEST_MAJOR = 13;
const CONNECT_MS = 10_000;

/**
 * Reads one PostgreSQL database, 13 or newer, primary or standby, with `CONNECT` and `pg_monitor`: one read-only
 * transaction, nothing written, nothing reset. Throws a `UserError` where the server cannot be reached or the connection
 * ends half way; then nothing is collected at all.
 */
export const postgresSource: Source<PostgresOptions> = {
  id: "postgres",
  summary: "Reads a PostgreSQL server: settings, databases, schemas, tables, indexes, statements.",
  options: postgresOptions,
  async collect(options, { env, progress }) {
    const connection = findConnection(options, env);
    const origin = describeOrigin(connection);
    progress(`reading ${origin}`);
    const client = new pg.Client({
      ...connection,
      application_name: "plumbline",
      connectionTimeoutMillis: CONNECT_MS,
      statement_timeout: options.statementTimeoutMs,
      lock_timeout: options.lockTimeoutMs,
      options: "-c timezone=UTC -c datestyle=ISO -c intervalstyle=iso_8601",
      types: valueTypes,
    });
    // A connection that breaks between queries says so here first; the next query throws it.
    client.on("error", () => {});
    try {
      await client.connect();
      const { facts, unreadable } = await readGroups(client, await readMajor(client), options);
      return { origin, facts, unreadable };
    } catch (error) {
      throw error instanceof UserError ? error : connectionError(error, origin);
    } finally {
      await client.end().catch(() => {});
    }
  },
  describe: () => groups.map(({ name }) => `${groupSql(name, Number.MAX_SAFE_INTEGER).trim()};\n`).join("\n"),
};

async function readMajor(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ num: string }>("/* plumbline */ SHOW server_version_num");
  const major = Math.floor(Number(Object.values(rows[0] ?? {})[0]) / 10_000);
  if (major >= OLDEST_MAJOR) return major;
  throw new UserError(
    `Unexpected PostgreSQL ${major}, expected ${OLDEST_MAJOR} or newer`,
    "Older majors lack what pages show; upgrade first.",
  );
}
