import type { ClientBase } from "pg";
import { messageOf } from "../../core/errors.ts";
import type { Fact } from "../../core/fact.ts";
import { type Group, groupSql, type Row } from "./group.ts";
import { groups } from "./groups.ts";
import type { PostgresOptions } from "./options.ts";

export interface GroupsRead {
  facts: Fact[];
  unreadable: { group: string; reason: string }[];
}

/** What may be missing without the rest being wrong: not permitted, not there, not loaded, too slow, locked. */
const GAPS = new Set(["42501", "42P01", "42883", "42704", "55000", "57014", "55P03", "0A000", "58P01"]);

/**
 * Reads every group in one read-only, repeatable-read transaction, each behind a savepoint: a group that the role may not
 * read, or that takes too long, is recorded with the server's reason and the others go on. Throws on anything else.
 */
export async function readGroups(client: ClientBase, major: number, options: PostgresOptions): Promise<GroupsRead> {
  const read: GroupsRead = { facts: [], unreadable: [] };
  await client.query("/* plumbline */ BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  await client.query("/* plumbline */ SET LOCAL search_path = pg_catalog, pg_temp");
  for (const group of groups) {
    await client.query("/* plumbline */ SAVEPOINT group_start");
    try {
      const rows = await readRows(client, group, major, options);
      read.facts.push(...group.toFacts(rows.filter((row) => !isHidden(row))));
      const hidden = rows.filter(isHidden).length;
      if (hidden > 0)
        read.unreadable.push({
          group: group.name,
          reason: `${hidden} of ${rows.length} are hidden from this role: grant it pg_monitor`,
        });
    } catch (error) {
      const code = error instanceof Error && "code" in error ? String(error.code) : "";
      if (!GAPS.has(code)) throw error;
      await client.query("/* plumbline */ ROLLBACK TO SAVEPOINT group_start");
      read.unreadable.push({ group: group.name, reason: `${messageOf(error)} (SQLSTATE ${code})` });
    }
  }
  await client.query("/* plumbline */ COMMIT");
  return read;
}

async function readRows(client: ClientBase, group: Group, major: number, options: PostgresOptions): Promise<Row[]> {
  const sql = groupSql(group.name, major);
  if (group.name !== "statement") return (await client.query<Row>(sql)).rows;
  const { rows } = await client.query<{ schema: string }>(
    "/* plumbline */ SELECT quote_ident(n.nspname) AS schema FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'pg_stat_statements'",
  );
  const [extension] = rows;
  if (!extension)
    throw Object.assign(new Error("the extension pg_stat_statements is not installed in this database"), {
      code: "42704",
    });
  return (await client.query<Row>(sql.replaceAll("%1$s", extension.schema), [options.statements])).rows;
}

/** The server's own stand-in for the text of another role's statement. */
function isHidden(row: Row): boolean {
  return row.query === "<insufficient privilege>" || ("query" in row && row.query === null);
}
