import type { ClientBase } from "pg";

/** Begins the read-only transaction, on the snapshot that another session exported where there is one. */
export async function beginReading(client: ClientBase, snapshot?: string): Promise<void> {
  await client.query("/* plumbline */ BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  // Before anything is asked (https://www.postgresql.org/docs/current/sql-set-transaction.html); the name is hexadecimal.
  if (snapshot !== undefined) await client.query(`/* plumbline */ SET TRANSACTION SNAPSHOT '${snapshot}'`);
  // Nothing that a database's owner put into its search path may stand in for the server's own functions.
  await client.query("/* plumbline */ SET LOCAL search_path = pg_catalog, pg_temp");
}

/** Has names handed out as they are: the server would refuse those that are no UTF-8, whole result and all. */
export async function readAnyBytes(client: ClientBase): Promise<void> {
  await client.query("/* plumbline */ SET LOCAL client_encoding = 'SQL_ASCII'");
}
