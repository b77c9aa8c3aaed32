import pg from "pg";
import type { ProofAnswer } from "../../core/proof/prover.ts";

/** The answer to a job, and the statement that the server refused, if it was the server that did. */
export interface Ran {
  answer: ProofAnswer;
  refused?: string | undefined;
}

/** Rows as the server writes them. */
export type GivenRows = NonNullable<Extract<ProofAnswer, { ok: true }>["rows"]>;

/** Asks pg for values as the server writes them, in the order of the columns. */
export const TEXT_VALUES = {
  rowMode: "array" as const,
  types: { getTypeParser: () => (value: string) => value },
};

/** The rows of the last statement that gave any; undefined where none did. */
export function rowsIn(results: pg.QueryArrayResult | pg.QueryArrayResult[]): GivenRows | undefined {
  const last = [results].flat().findLast(({ fields }) => fields?.length > 0);
  return last && { columns: last.fields.map(({ name }) => name), values: last.rows as (string | null)[][] };
}

/** What the server, or its absence, said of a statement: which, and where its text began in what was sent. */
export function failure(
  error: unknown,
  statement: number,
  text: string,
  { sent, start } = { sent: text, start: 0 },
): Ran & { answer: { ok: false } } {
  const isDatabase = error instanceof pg.DatabaseError;
  const position = isDatabase && error.position ? Number(error.position) - 1 : undefined;
  const answer = {
    ok: false as const,
    statement,
    sqlstate: isDatabase ? (error.code ?? "XX000") : "08006",
    message: error instanceof Error ? error.message : String(error),
    hint: isDatabase ? error.hint : undefined,
    // Positions count characters; offsets count UTF-16 units.
    offset: position === undefined ? undefined : [...sent].slice(0, position).join("").length - start,
  };
  return { answer, refused: isDatabase ? text : undefined };
}
