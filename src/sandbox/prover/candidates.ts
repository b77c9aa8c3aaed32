import type pg from "pg";

/** What this server's catalogue has in place of a name that it does not know, by the kind of the error. */
const QUERIES: Readonly<Record<string, string>> = {
  // undefined_column: the columns of the relations that the statement names
  "42703": `SELECT DISTINCT attname AS name FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
    WHERE attnum > 0 AND NOT attisdropped AND relkind IN ('r', 'v', 'm', 'p', 'f') AND position(relname in $1) > 0 ORDER BY 1`,
  // undefined_function
  "42883": `SELECT DISTINCT proname AS name FROM pg_proc WHERE pronamespace = 'pg_catalog'::regnamespace
    AND proname LIKE 'pg\\_%' AND $1::text IS NOT NULL ORDER BY 1`,
  // undefined_table
  "42P01": `SELECT DISTINCT relname AS name FROM pg_class WHERE relkind IN ('r', 'v', 'm', 'p')
    AND relname NOT LIKE 'pg\\_toast%' AND $1::text IS NOT NULL ORDER BY 1`,
  // undefined_object: settings, among others
  "42704": "SELECT name FROM pg_settings WHERE $1::text IS NOT NULL ORDER BY 1",
};

/**
 * The names that the refused statement might have meant, asked of its database on a connection of the server's owner; none
 * where the kind of error gives none. Connects only where there is something to ask.
 */
export async function candidatesFor(
  connect: () => Promise<pg.Client>,
  sqlstate: string,
  refused: string,
): Promise<string[]> {
  const text = QUERIES[sqlstate];
  if (text === undefined) return [];
  const client = await connect();
  try {
    const { rows } = await client.query<{ name: string }>(text, [refused]);
    return rows.map(({ name }) => name);
  } finally {
    await client.end();
  }
}
