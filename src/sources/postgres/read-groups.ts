import type { ClientBase } from "pg";
import type { Fact } from "../../core/fact.ts";
import { type Answer, askInTurn, type Question } from "./ask-in-turn.ts";
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
 * Reads every group in the transaction that is open, each behind a savepoint: a group that the role may not read, or that
 * takes too long, is recorded with the server's reason and the others go on. Throws on anything else.
 */
export async function readGroups(client: ClientBase, session: Session, options: PostgresOptions): Promise<GroupsRead> {
  const read: GroupsRead = { facts: [], unreadable: [] };
  const questions: Question[] = [];
  for (const group of groups) {
    const sql = sqlFor(group, session);
    if (sql === undefined) continue;
    if (group.extension === undefined || group.extension in session.extensions) {
      questions.push({ group, sql, values: group.values?.(options) ?? [] });
    } else {
      const reason = `the extension ${group.extension} is not installed in this database`;
      read.unreadable.push({ group: group.name, reason });
    }
  }
  let tablesComplete = false;
  for await (const { group, answer } of askInTurn(client, questions)) {
    const { facts, reasons, complete } = factsOf(group, answer, session);
    if (group.name === "table") tablesComplete = complete;
    read.facts.push(...facts);
    read.unreadable.push(...reasons.map((reason) => ({ group: group.name, reason })));
  }
  return { ...read, facts: withDerivedSizes(read.facts, tablesComplete) };
}

function factsOf(group: Group, { rows, reason }: Answer, session: Session) {
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

/** A name or text that is no UTF-8 arrives with this character: it cannot be written, let alone told from another. */
function isGarbled(row: Row): boolean {
  return Object.values(row).some((value) => typeof value === "string" && value.includes("\uFFFD"));
}
