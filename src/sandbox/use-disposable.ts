import { Client } from "pg";
import { parse } from "pg-connection-string";
import { messageOf, UserError } from "../core/errors.ts";
import type { SandboxConnection, SandboxServer } from "./sandbox-server.ts";

/** A superuser's way in; its database is the one from which others are created and dropped. */
export type DisposableOptions = ({ connection: SandboxConnection } | { url: string }) & {
  /** The configuration itself says that this server may be cleared; else it must hold no database of anyone's. */
  named?: boolean;
};

/**
 * Takes a running server in place of one of our own. `stop` drops the databases that were created since, and leaves the
 * rest. Throws a `UserError` where the server cannot be reached, or holds databases and is not named disposable.
 */
export async function useDisposable({ named = false, ...way }: DisposableOptions): Promise<SandboxServer> {
  const connection = "url" in way ? fromUrl(way.url) : way.connection;
  const before = await databases(connection);
  const strangers = before.filter((name) => name !== "postgres" && name !== connection.database);
  if (strangers.length > 0 && !named) {
    throw new UserError(
      `The server at ${connection.host} holds databases of its own: ${strangers.map((name) => `\`${name}\``).join(", ")}`,
      "Name it under `postgres.disposable` in the configuration if it may really be thrown away.",
    );
  }
  const version = await ask(connection, async (client) => {
    const { rows } = await client.query<{ version: string }>("SELECT current_setting('server_version') AS version");
    return rows[0]?.version.split(" ")[0] ?? "";
  });
  let stopping: Promise<void> | undefined;
  return {
    major: Number.parseInt(version, 10),
    version,
    directory: "",
    socketDirectory: connection.host.startsWith("/") ? connection.host : "",
    port: connection.port,
    logDirectory: "",
    connection: (database = "postgres", user = connection.user) => ({ ...connection, database, user }),
    stop: () => {
      stopping ??= dropSince(connection, before);
      return stopping;
    },
  };
}

function fromUrl(url: string): SandboxConnection {
  const { host, port, user, database, password } = parse(url);
  return {
    host: host || "localhost",
    port: Number(port || 5432),
    user: user || "postgres",
    database: database || "postgres",
    ...(password ? { password } : {}),
  };
}

async function databases(connection: SandboxConnection): Promise<string[]> {
  return ask(connection, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      "SELECT datname AS name FROM pg_database WHERE NOT datistemplate ORDER BY datname",
    );
    return rows.map(({ name }) => name);
  });
}

async function dropSince(connection: SandboxConnection, before: readonly string[]): Promise<void> {
  const created = (await databases(connection)).filter((name) => !before.includes(name));
  await ask(connection, async (client) => {
    for (const name of created) await client.query(`DROP DATABASE ${client.escapeIdentifier(name)} WITH (FORCE)`);
  });
}

async function ask<T>(connection: SandboxConnection, question: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ ...connection, application_name: "plumbline" });
  try {
    await client.connect();
  } catch (error) {
    throw new UserError(`The disposable server at ${connection.host} is not reachable`, messageOf(error), {
      cause: error,
    });
  }
  try {
    return await question(client);
  } finally {
    await client.end();
  }
}
