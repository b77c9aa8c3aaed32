import type { ClientBase } from "pg";
import type { SandboxServer } from "../../../src/sandbox/index.ts";
import { lendHelpers } from "../../../src/sources/postgres/lend-helpers.ts";
import { closeClient, openClient } from "../../../src/sources/postgres/open-client.ts";
import { postgresOptions } from "../../../src/sources/postgres/options.ts";
import { readSession } from "../../../src/sources/postgres/read-session.ts";

/** Lends the helpers that a pull would get; `meanwhile` runs after its first connection has its snapshot. */
export async function withHelper<T>(
  server: SandboxServer,
  user: string,
  meanwhile: () => Promise<unknown>,
  use: (helpers: readonly ClientBase[]) => Promise<T>,
): Promise<T> {
  const options = postgresOptions.parse({});
  const open = () => openClient(server.connection("shop", user), options, new AbortController().signal);
  const client = open();
  try {
    await client.connect();
    const session = await readSession(client);
    await meanwhile();
    return await lendHelpers(client, session, { open, count: 1 }, use);
  } finally {
    await closeClient(client);
  }
}
