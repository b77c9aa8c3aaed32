import pg from "pg";
import type { SandboxServer } from "../../src/sandbox/index.ts";

/** The first column of what a server answers. */
export async function ask(server: SandboxServer, sql: string, database = "postgres"): Promise<unknown[]> {
  const client = new pg.Client(server.connection(database));
  await client.connect();
  try {
    return (await client.query({ text: sql, rowMode: "array" })).rows.map(([value]) => value);
  } finally {
    await client.end();
  }
}
