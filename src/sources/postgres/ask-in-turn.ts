import { setImmediate } from "node:timers/promises";
import type { ClientBase } from "pg";
import { messageOf } from "../../core/errors.ts";
import type { Group, Row } from "./group.ts";

/** What is asked for a group. */
export interface Question {
  group: Group;
  sql: string;
  values: readonly unknown[];
}

/** What the server said to it. */
export interface Answer {
  rows: Row[];
  /** Why there are none. */
  reason?: string;
}

/**
 * What may be missing without the rest being wrong: not permitted, not there, not loaded, too slow, locked, dropped while
 * it was read, damaged, in bytes that are no text (https://www.postgresql.org/docs/current/errcodes-appendix.html).
 */
const GAPS = /^(42501|42P01|42883|42704|3F000|55000|57014|55P03|0A000|58P01|58030|22021|22P05|53[12]00|XX...)$/;
const UNDEFINED_COLUMN = "42703";

/**
 * Takes questions until none is left, and gives the answers, each behind a savepoint; while facts are made of one, the server
 * works on the next. What the role may not read, or takes too long, is answered with the reason. Throws on anything else.
 */
export async function* askInTurn(client: ClientBase, take: () => Question | undefined) {
  let asked: { group: Group; answer: Promise<Answer> } | undefined;
  do {
    const before = asked && { group: asked.group, answer: await asked.answer };
    const question = take();
    asked = question && (await ask(client, question));
    if (before) yield before;
  } while (asked);
}

/** Sends a question, and comes back when it is on its way. */
async function ask(client: ClientBase, question: Question) {
  await client.query("/* plumbline */ SAVEPOINT group_start");
  const answer = readRows(client, question);
  // Whoever stops listening, as something else failed, has heard enough.
  answer.catch(() => {});
  await setImmediate();
  return { group: question.group, answer };
}

async function readRows(client: ClientBase, { group, sql, values }: Question): Promise<Answer> {
  const extension = group.extension ?? group.optionalExtension;
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
