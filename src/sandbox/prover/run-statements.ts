import pg from "pg";
import type { ProofJob } from "../../core/proof/prover.ts";
import { parseOnly } from "./parse-only.ts";
import { failure, type GivenRows, type Ran, rowsIn, TEXT_VALUES } from "./ran.ts";
import { runBatch } from "./run-batch.ts";

/**
 * Runs a job's statements in a transaction, which it leaves rolled back, open or aborted. Undefined where the session had
 * ended before it began: another block may end sessions, and nothing of this one was run.
 */
export async function runInTransaction(client: pg.Client, job: ProofJob): Promise<Ran | undefined> {
  const isPlain = job.setting.mode === "run" && job.statements.every((each) => isAsWritten(each, job.variables));
  const ran = isPlain ? await runBatch(client, job.statements) : undefined;
  if (ran) return ran;
  try {
    await client.query("BEGIN");
  } catch {
    return undefined;
  }
  return runStatements(client, job);
}

/** Runs a job's statements one by one, in the transaction that is open or each in its own. */
export async function runStatements(client: pg.Client, job: ProofJob): Promise<Ran> {
  const variables = { ...job.variables };
  let rows: GivenRows | undefined;
  for (const [index, statement] of job.statements.entries()) {
    const text = substitute(statement.text, variables);
    try {
      if (job.setting.mode !== "run" || statement.parseOnly) await parseOnly(client, text, job.setting.mode === "plan");
      else if (statement.extension === undefined) {
        const given = rowsIn(await client.query<(string | null)[]>({ text, ...TEXT_VALUES }));
        if (given) rows = given;
        if (statement.gset !== undefined && given) store(variables, statement.gset, given);
      }
    } catch (error) {
      const failed = failure(error, index, text);
      if (job.setting.mode === "parse" && !failed.answer.sqlstate.startsWith("426")) continue;
      return failed;
    }
  }
  const isParsed = job.statements.some(({ parseOnly }) => parseOnly);
  return { answer: { ok: true, rows, ...(isParsed ? { isParsed } : {}) } };
}

function isAsWritten(
  { text, alone, parseOnly, extension, gset }: ProofJob["statements"][number],
  variables: ProofJob["variables"],
): boolean {
  return !alone && !parseOnly && extension === undefined && gset === undefined && substitute(text, variables) === text;
}

function store(variables: Record<string, string>, prefix: string, { columns, values: [first] }: GivenRows) {
  for (const [index, column] of columns.entries()) {
    const value = first?.[index];
    if (value !== null && value !== undefined) variables[prefix + column] = value;
  }
}

/** Puts psql's variables in place: `:name` as it is, `:'name'` as a literal, `:"name"` as an identifier. */
function substitute(text: string, variables: Readonly<Record<string, string>>): string {
  return text.replace(/(?<![:\w]):(?:'(\w+)'|"(\w+)"|([A-Za-z_]\w*))/g, (whole, literal, identifier, bare) => {
    const value = variables[literal ?? identifier ?? bare];
    if (value === undefined) return whole;
    return literal ? pg.escapeLiteral(value) : identifier ? pg.escapeIdentifier(value) : value;
  });
}
