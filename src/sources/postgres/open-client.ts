import pg from "pg";
import type { PostgresOptions } from "./options.ts";
import { valueTypes } from "./read-values.ts";

const CONNECT_MS = 10_000;
/** How much longer than the server's own limits this side waits: a server that fell silent must not hold a pull. */
const SILENCE_MS = 5_000;
const GOODBYE_MS = 1_000;

/** A client that is set up but not connected: named, in UTC, bounded in every wait. */
export function openClient(connection: pg.ClientConfig, options: PostgresOptions, signal: AbortSignal): pg.Client {
  const client = new pg.Client({
    ...connection,
    application_name: "plumbline",
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: options.statementTimeoutMs,
    lock_timeout: options.lockTimeoutMs,
    query_timeout: options.statementTimeoutMs + SILENCE_MS,
    options: "-c timezone=UTC -c datestyle=ISO -c intervalstyle=iso_8601",
    types: valueTypes,
  });
  // A connection that breaks between queries says so here first; the next query throws it.
  client.on("error", () => {});
  signal.addEventListener("abort", () => destroy(client), { once: true });
  return client;
}

/** Takes leave of the server, and hangs up where it does not answer. */
export async function closeClient(client: pg.Client): Promise<void> {
  const timer = setTimeout(() => destroy(client), GOODBYE_MS);
  await client.end().catch(() => {});
  clearTimeout(timer);
}

function destroy(client: pg.Client): void {
  client.connection.stream.destroy();
}
