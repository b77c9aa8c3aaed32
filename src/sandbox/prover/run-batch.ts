import pg from "pg";
import type { ProofStatement } from "../../core/proof/prover.ts";
import { failure, type GivenRows, type Ran, rowsIn, TEXT_VALUES } from "./ran.ts";

/** The part of pg's query that is told of each statement's end. */
type Counted = pg.Query & { handleCommandComplete(message: unknown, connection: unknown): void };

/** On a line of its own: a statement may end in a comment. */
const GLUE = "\n;\n";

/**
 * Sends plain statements and the transaction around them as one message: what a small block costs is the messages to and
 * fro. Ends with the transaction rolled back, or aborted by the statement that failed. Undefined where not even its BEGIN was
 * run: the session had ended, or the server cannot read the text as a whole, which it does before it runs any of it.
 */
export async function runBatch(client: pg.Client, statements: readonly ProofStatement[]): Promise<Ran | undefined> {
  const texts = statements.map(({ text }) => text);
  const whole = ["BEGIN", ...texts, "ROLLBACK"].join(GLUE);
  let done = 0;
  try {
    return { answer: { ok: true, rows: await send(client, whole, () => (done += 1)) } };
  } catch (error) {
    if (done === 0) return undefined;
    const index = Math.min(Math.max(done, 1), statements.length) - 1;
    const start = ["BEGIN", ...texts.slice(0, index), ""].join(GLUE).length;
    return failure(error, index, texts[index] ?? "", { sent: whole, start });
  }
}

function send(client: pg.Client, text: string, onComplete: () => void): Promise<GivenRows | undefined> {
  return new Promise((resolve, reject) => {
    const query = new pg.Query({ text, ...TEXT_VALUES }, undefined, (error, result) => {
      if (error) reject(error);
      else resolve(rowsIn(result as unknown as pg.QueryArrayResult[]));
    }) as Counted;
    const complete = query.handleCommandComplete.bind(query);
    query.handleCommandComplete = (message, connection) => {
      onComplete();
      complete(message, connection);
    };
    client.query(query);
  });
}
