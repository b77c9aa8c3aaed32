// Lends a connection to a server of the demo, and closes it whatever happens.
import pg from "pg";

/** Connects, lets `use` work, and disconnects. */
export async function withClient<T>(config: pg.ClientConfig, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(config);
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
