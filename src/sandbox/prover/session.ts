import pg from "pg";
import type { SandboxServer } from "../sandbox-server.ts";

const STATEMENT_TIMEOUT_MS = 5_000;

/** A connection as one of the roles of proofs, and the server process behind it. */
export interface Session {
  database: string;
  client: pg.Client;
  pid: number;
  /** True once the connection has ended, from whichever side. */
  isOver(): boolean;
}

/** Connects as a role of proofs. A block may end its own session: the query that was under way then rejects. */
export async function openSession(
  sandbox: SandboxServer,
  database: string,
  role: "owner" | "superuser",
  idleMs: number,
): Promise<Session> {
  const client = new pg.Client({
    ...sandbox.connection(database, `proof_${role}`),
    application_name: "plumbline proof",
    statement_timeout: STATEMENT_TIMEOUT_MS,
    lock_timeout: STATEMENT_TIMEOUT_MS,
    idle_in_transaction_session_timeout: idleMs,
  });
  let isOver = false;
  client.on("error", () => {});
  client.on("end", () => {
    isOver = true;
  });
  await client.connect();
  const { rows } = await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
  return { database, client, pid: rows[0]?.pid ?? 0, isOver: () => isOver };
}

/**
 * Undoes what a block did in a session that others will use: its transaction, then settings, roles, locks, prepared
 * statements and temporary tables (`DISCARD ALL`). False where that is not possible: the session must end.
 */
export async function resetSession({ client }: Session): Promise<boolean> {
  try {
    if (client.getTransactionStatus() !== "I") await client.query("ROLLBACK");
    await client.query("DISCARD ALL");
    return true;
  } catch {
    return false;
  }
}
