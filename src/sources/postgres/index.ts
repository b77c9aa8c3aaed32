import type pg from "pg";
import type { ClientBase } from "pg";
import { UserError } from "../../core/errors.ts";
import type { Fact } from "../../core/fact.ts";
import type { Outside, Source } from "../../core/source.ts";
import { clockSkew } from "./clock-skew.ts";
import { connectionError } from "./connection-error.ts";
import { describeOrigin } from "./describe-origin.ts";
import { findConnection } from "./find-connection.ts";
import { lendHelpers } from "./lend-helpers.ts";
import { closeClient, openClient } from "./open-client.ts";
import { type PostgresOptions, postgresOptions } from "./options.ts";
import { readPlans } from "./plans/read-plans.ts";
import { printSql } from "./print-sql.ts";
import { type GroupsRead, readGroups, type WithHelpers } from "./read-groups.ts";
import { readSession } from "./read-session.ts";
import { releaseFacts } from "./release-facts.ts";
import { withoutOwnTraces } from "./without-own-traces.ts";

/**
 * Reads one PostgreSQL database, 13 or newer, primary or standby, with `CONNECT` and `pg_monitor`: in one
 * snapshot, read-only, nothing written, nothing reset. Throws a `UserError` where the server cannot be reached or the connection
 * ends half way; then nothing is collected at all.
 */
export const postgresSource: Source<PostgresOptions> = {
  id: "postgres",
  summary:
    "Reads a PostgreSQL server: settings, sizes, activity, statements and plans, replication, WAL, what wastes space.",
  options: postgresOptions,
  async collect(options, outside) {
    const { env, signal, progress } = outside;
    signal.throwIfAborted();
    const connection = findConnection(options, env);
    const origin = describeOrigin(connection);
    progress(`reading ${origin}`);
    const client = openClient(connection, options, signal);
    try {
      await client.connect();
      const open = () => openClient(connection, options, signal);
      return { origin, ...(await readAll(client, open, options, outside)) };
    } catch (error) {
      signal.throwIfAborted();
      throw error instanceof UserError ? error : connectionError(error, origin);
    } finally {
      await closeClient(client);
    }
  },
  describe: printSql,
};

async function readAll(
  client: ClientBase,
  open: () => pg.Client,
  options: PostgresOptions,
  outside: Outside,
): Promise<GroupsRead> {
  const session = await readSession(client);
  const skew = clockSkew(session.clockMs, (outside.clock?.() ?? new Date()).getTime());
  const withHelpers: WithHelpers = (use) => lendHelpers(client, session, { open, count: options.connections - 1 }, use);
  const read = await readGroups(client, session, options, withHelpers);
  const isReproducible = outside.env.SOURCE_DATE_EPOCH !== undefined;
  const groups = isReproducible ? withoutOwnTraces(read, session.database) : read;
  const plans = await readPlans(client, session, options, groups.facts.filter(isStatement));
  await client.query("/* plumbline */ COMMIT");
  const release = releaseFacts(session.versionNum, outside.now);
  const parts = [skew, groups, plans, release];
  return { facts: parts.flatMap(({ facts }) => facts), unreadable: parts.flatMap(({ unreadable }) => unreadable) };
}

function isStatement({ id }: Fact): boolean {
  return id.startsWith("statement.");
}
