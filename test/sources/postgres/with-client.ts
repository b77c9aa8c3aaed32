import pg from "pg";
import type { SandboxServer } from "../../../src/sandbox/index.ts";

/** Lends a connection to a sandbox, and closes it whatever happens. */
export async function withClient<T>(
  server: SandboxServer,
  database: string,
  use: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client(server.connection(database));
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
