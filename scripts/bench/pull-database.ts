// Fills a disposable server for the pull benchmark: ten thousand tables, twenty thousand indexes, five thousand statements.
import pg from "pg";
import type { SandboxServer } from "../../src/sandbox/index.ts";

export interface DatabaseSize {
  tables: number;
  statements: number;
}

/** Makes database `bench` with tables of two indexes and a few rows each, and runs that many different statements. */
export async function fillDatabase(server: SandboxServer, { tables, statements }: DatabaseSize): Promise<void> {
  await withClient(server, "postgres", (client) => client.query("CREATE DATABASE bench"));
  await withClient(server, "postgres", (client) => client.query("CREATE ROLE watcher LOGIN IN ROLE pg_monitor"));
  await withClient(server, "bench", async (client) => {
    await client.query("CREATE EXTENSION pg_stat_statements; SET pg_stat_statements.track = 'none'");
    for (let from = 0; from < tables; from += 500) {
      await client.query(
        `DO $$ BEGIN FOR i IN ${from}..${from + 499} LOOP
           IF i % 500 = 0 THEN EXECUTE format('CREATE SCHEMA s%s', i / 500); END IF;
           EXECUTE format('CREATE TABLE s%s.t%s (id int PRIMARY KEY, name text, at timestamptz)', i / 500, i);
           EXECUTE format('CREATE INDEX ON s%s.t%s (name)', i / 500, i);
           EXECUTE format('INSERT INTO s%s.t%s SELECT 1', i / 500, i);
         END LOOP; END $$`,
      );
    }
    // Autovacuum is off, so that runs are alike; what it would have done to catalogues this young is done here.
    await client.query("VACUUM (ANALYZE)");
    await client.query("SET pg_stat_statements.track = 'top'");
    for (let each = 0; each < statements; each += 1) {
      await client.query(`SELECT id, name FROM s${Math.floor((each % tables) / 500)}.t${each % tables} WHERE id = 1`);
    }
  });
}

/** Lends a connection as the superuser. */
export async function withClient<T>(server: SandboxServer, database: string, use: (client: pg.Client) => Promise<T>) {
  const client = new pg.Client(server.connection(database));
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
