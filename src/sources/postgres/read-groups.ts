import type { ClientBase } from "pg";
import { messageOf } from "../../core/errors.ts";
import type { Fact } from "../../core/fact.ts";
import type { Gap, Group, Row } from "./group.ts";
import { groupSql } from "./group-sql.ts";
import { groups } from "./groups.ts";
import type { PostgresOptions } from "./options.ts";
import type { Session } from "./read-session.ts";

export interface GroupsRead {
  facts: Fact[];
  unreadable: Gap[];
}

/**
 * What may be missing without the rest being wrong: not permitted, not there, not loaded, too slow, locked, dropped while
 * it was read, damaged, in bytes that are no text (https://www.postgresql.org/docs/current/errcodes-appendix.html).
 */
const GAPS = /^(42501|42P01|42883|42704|55000|57014|55P03|0A000|58P01|58030|22021|22P05|53[12]00|XX...)$/;

/**
 * Reads every group in the transaction that is open, each behind a savepoint: a group that the role may not read, or that
 * takes too long, is recorded with the server's reason and the others go on. Throws on anything else.
 */
export async function readGroups(client: ClientBase, session: Session, options: PostgresOptions): Promise<GroupsRead> {
  const read: GroupsRead = { facts: [], unreadable: [] };
  for (const group of groups) {
    const sql = groupSql(group.name, session.major);
    if (sql === undefined) continue;
    const missing =
      group.extension === undefined || group.extension in session.extensions ? undefined : group.extension;
    if (missing !== undefined) {
      read.unreadable.push({ group: group.name, reason: `the extension ${missing} is not installed in this database` });
      continue;
    }
    const { rows, reason } = await readRows(client, prepare(sql, group, session), group.values?.(options));
    if (reason !== undefined) read.unreadable.push({ group: group.name, reason });
    const readable = rows.filter((row) => !isGarbled(row));
    read.facts.push(...group.toFacts(readable));
    const reasons = [...garbledReason(rows.length, readable.length), ...(group.gaps?.(readable, session) ?? [])];
    read.unreadable.push(...reasons.map((each) => ({ group: group.name, reason: each })));
  }
  return read;
}

function prepare(sql: string, { extension }: Group, { extensions }: Session): string {
  return extension === undefined ? sql : sql.replaceAll("%1$s", extensions[extension] ?? "");
}

async function readRows(client: ClientBase, sql: string, values: readonly unknown[] = []) {
  await client.query("/* plumbline */ SAVEPOINT group_start");
  try {
    return { rows: (await client.query<Row>(sql, [...values])).rows };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (!GAPS.test(code)) throw error;
    await client.query("/* plumbline */ ROLLBACK TO SAVEPOINT group_start");
    return { rows: [], reason: `${messageOf(error)} (SQLSTATE ${code})` };
  }
}

/** A name or text that is no UTF-8 arrives with this character: it cannot be written, let alone told from another. */
function isGarbled(row: Row): boolean {
  return Object.values(row).some((value) => typeof value === "string" && value.includes("\uFFFD"));
}

function garbledReason(all: number, readable: number): string[] {
  return readable === all ? [] : [`${all - readable} of ${all} hold text that is not UTF-8`];
}
