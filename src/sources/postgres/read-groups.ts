import type { ClientBase } from "pg";
import { messageOf } from "../../core/errors.ts";
import type { Fact } from "../../core/fact.ts";
import { withDerivedSizes } from "./derived-sizes.ts";
import type { Gap, Group, Row } from "./group.ts";
import { groupSql } from "./group-sql.ts";
import { groups } from "./groups/index.ts";
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
const UNDEFINED_COLUMN = "42703";

/**
 * Reads every group in the transaction that is open, each behind a savepoint: a group that the role may not read, or that
 * takes too long, is recorded with the server's reason and the others go on. Throws on anything else.
 */
export async function readGroups(client: ClientBase, session: Session, options: PostgresOptions): Promise<GroupsRead> {
  const read: GroupsRead = { facts: [], unreadable: [] };
  let tablesComplete = false;
  for (const group of groups) {
    const sql = sqlFor(group, session);
    if (sql === undefined) continue;
    const { facts, reasons, complete } = await readGroup(client, group, sql, session, options);
    if (group.name === "table") tablesComplete = complete;
    read.facts.push(...facts);
    read.unreadable.push(...reasons.map((reason) => ({ group: group.name, reason })));
  }
  return { ...read, facts: withDerivedSizes(read.facts, tablesComplete) };
}

async function readGroup(client: ClientBase, group: Group, sql: string, session: Session, options: PostgresOptions) {
  if (group.extension !== undefined && !(group.extension in session.extensions)) {
    return {
      facts: [],
      complete: false,
      reasons: [`the extension ${group.extension} is not installed in this database`],
    };
  }
  const extension = group.extension ?? group.optionalExtension;
  const { rows, reason } = await readRows(client, sql, group.values?.(options), extension);
  if (reason !== undefined) return { facts: [], complete: false, reasons: [reason] };
  const readable = rows.filter((row) => !isGarbled(row));
  const garbled = rows.length - readable.length;
  return {
    facts: group.toFacts(readable),
    complete: garbled === 0,
    reasons: [
      ...(garbled === 0 ? [] : [`${garbled} of ${rows.length} hold text that is not UTF-8`]),
      ...(group.gaps?.(readable, session) ?? []),
    ],
  };
}

function sqlFor(group: Group, session: Session): string | undefined {
  const { optionalExtension } = group;
  if (optionalExtension !== undefined && !(optionalExtension in session.extensions) && !group.file) return undefined;
  const sql = groupSql(group.file?.(session) ?? group.name, session.major);
  const extension = group.extension ?? optionalExtension;
  return extension === undefined ? sql : sql?.replaceAll("%1$s", session.extensions[extension] ?? "");
}

async function readRows(client: ClientBase, sql: string, values: readonly unknown[] = [], extension?: string) {
  await client.query("/* plumbline */ SAVEPOINT group_start");
  try {
    return { rows: (await client.query<Row>(sql, [...values])).rows };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    // An extension keeps the columns of its own version until someone updates it.
    const outdated = code === UNDEFINED_COLUMN && extension !== undefined;
    if (!GAPS.test(code) && !outdated) throw error;
    await client.query("/* plumbline */ ROLLBACK TO SAVEPOINT group_start");
    const cure = outdated ? `: ALTER EXTENSION ${extension} UPDATE` : "";
    return { rows: [], reason: `${messageOf(error)} (SQLSTATE ${code})${cure}` };
  }
}

/** A name or text that is no UTF-8 arrives with this character: it cannot be written, let alone told from another. */
function isGarbled(row: Row): boolean {
  return Object.values(row).some((value) => typeof value === "string" && value.includes("\uFFFD"));
}
