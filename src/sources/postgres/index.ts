import { UserError } from "../../core/errors.ts";
import type { Source } from "../../core/source.ts";
import { connectionError } from "./connection-error.ts";
import { describeOrigin } from "./describe-origin.ts";
import { findConnection } from "./find-connection.ts";
import { closeClient, openClient } from "./open-client.ts";
import { type PostgresOptions, postgresOptions } from "./options.ts";
import { readPlans } from "./plans/read-plans.ts";
import { printSql } from "./print-sql.ts";
import { readGroups } from "./read-groups.ts";
import { readSession } from "./read-session.ts";

/**
 * Reads one PostgreSQL database, 13 or newer, primary or standby, with `CONNECT` and `pg_monitor`: one read-only
 * transaction, nothing written, nothing reset. Throws a `UserError` where the server cannot be reached or the connection
 * ends half way; then nothing is collected at all.
 */
export const postgresSource: Source<PostgresOptions> = {
  id: "postgres",
  summary: "Reads a PostgreSQL server: settings, databases, schemas, tables, indexes, statements.",
  options: postgresOptions,
  async collect(options, { env, signal, progress }) {
    signal.throwIfAborted();
    const connection = findConnection(options, env);
    const origin = describeOrigin(connection);
    progress(`reading ${origin}`);
    const client = openClient(connection, options, signal);
    try {
      await client.connect();
      const session = await readSession(client);
      const { facts, unreadable } = await readGroups(client, session, options);
      const statements = facts.filter(({ id }) => id.startsWith("statement."));
      const plans = await readPlans(client, session, options, statements);
      await client.query("/* plumbline */ COMMIT");
      return { origin, facts: [...facts, ...plans.facts], unreadable: [...unreadable, ...plans.unreadable] };
    } catch (error) {
      signal.throwIfAborted();
      throw error instanceof UserError ? error : connectionError(error, origin);
    } finally {
      await closeClient(client);
    }
  },
  describe: printSql,
};
