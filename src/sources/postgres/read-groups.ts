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

interface GroupRead extends GroupsRead {
  /** No row was left out. */
  complete: boolean;
}

/** Lends more connections that see what the first one sees, and closes them. */
export type WithHelpers = <T>(use: (helpers: readonly ClientBase[]) => Promise<T>) => Promise<T>;

/**
 * Reads every group in the transaction that is open, each behind a savepoint: a group that the role may not read, or that
 * takes too long, is recorded with the server's reason and the others go on. The groups are shared out over the helpers, but
 * for those that would see them. Throws on anything else.
 */
export async function readGroups(
  client: ClientBase,
  session: Session,
  options: PostgresOptions,
  withHelpers: WithHelpers,
): Promise<GroupsRead> {
  const read = new Map<string, GroupRead>();
  const questions: Question[] = [];
  for (const group of groups) {
    const sql = sqlFor(group, session);
    if (sql === undefined) continue;
    if (group.extension === undefined || group.extension in session.extensions) {
      questions.push({ group, sql, values: group.values?.(options) ?? [] });
    } else {
      read.set(group.name, missing(group.name, `the extension ${group.extension} is not installed in this database`));
    }
  }
  const answerAll = async (asked: Question[], clients: readonly ClientBase[]) => {
    const answerSome = async (each: ClientBase) => {
      for await (const { group, answer } of askInTurn(each, () => asked.shift())) {
        read.set(group.name, factsOf(group, answer, session));
      }
    };
    await Promise.all(clients.map(answerSome));
  };
  const shared = questions.filter(({ group }) => !group.seesSessions);
  const alone = questions.filter(({ group }) => group.seesSessions);
  await withHelpers((helpers) => answerAll(shared, [client, ...helpers]));
  await answerAll(alone, [client]);
  return inOrder(read);
}

function inOrder(read: ReadonlyMap<string, GroupRead>): GroupsRead {
  const parts = groups.flatMap(({ name }) => read.get(name) ?? []);
  const isComplete = (name: string) => read.get(name)?.complete ?? false;
  const complete = { table: isComplete("table"), index: isComplete("index") };
  const { facts, unreadable } = withDerivedSizes(
    parts.flatMap((part) => part.facts),
    complete,
  );
  return { facts, unreadable: [...parts.flatMap((part) => part.unreadable), ...unreadable] };
}

function factsOf(group: Group, { rows, reason }: Answer, session: Session): GroupRead {
  if (reason !== undefined) return missing(group.name, reason);
  const readable = rows.filter((row) => !isGarbled(row));
  const garbled = rows.length - readable.length;
  const reasons = [
    ...(garbled === 0 ? [] : [`${garbled} of ${rows.length} hold text that is not UTF-8`]),
    ...(group.gaps?.(readable, session) ?? []),
  ];
  return {
    facts: group.toFacts(readable),
    complete: garbled === 0,
    unreadable: reasons.map((each) => ({ group: group.name, reason: each })),
  };
}

function missing(group: string, reason: string): GroupRead {
  return { facts: [], complete: false, unreadable: [{ group, reason }] };
}

function sqlFor(group: Group, session: Session): string | undefined {
  const { optionalExtension } = group;
  if (optionalExtension !== undefined && !(optionalExtension in session.extensions) && !group.file) return undefined;
  const sql = groupSql(group.file?.(session) ?? group.name, session.major);
  const extension = group.extension ?? optionalExtension;
  // As a function: in a text, `$$` and `$&` of the schema's name would stand for something else.
  return extension === undefined ? sql : sql?.replaceAll("%1$s", () => session.extensions[extension] ?? "");
}

/** A name or text that is no UTF-8 arrives with this character: it cannot be written, let alone told from another. */
function isGarbled(row: Row): boolean {
  return Object.values(row).some((value) => typeof value === "string" && value.includes("\uFFFD"));
}
