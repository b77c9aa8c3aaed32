import { randomUUID } from "node:crypto";
import pg from "pg";
import { UserError } from "../../core/errors.ts";
import type { ProofAnswer, ProofJob, ProofStatement } from "../../core/proof/prover.ts";
import { candidatesFor } from "./candidates.ts";
import { parseOnly } from "./parse-only.ts";
import type { DatabaseContent, ProofServer } from "./proof-server.ts";
import { openSession, resetSession } from "./session.ts";

/** A block may lift its own timeout, never this one: its session is ended from outside. */
const DEADLINE_MS = 15_000;

/** Proves one job in a database of its kind. Throws a `UserError` on a fixture that does not exist or does not load. */
export async function runJob(
  server: ProofServer,
  job: ProofJob,
  fixture: (name: string) => Promise<string | undefined>,
): Promise<ProofAnswer> {
  const { page } = job.setting;
  const content = await contentOf(job, fixture);
  const isAlone = page === undefined && job.setting.mode === "run" && job.statements.some(({ alone }) => alone);
  const key = page ?? randomUUID();
  const isShared = page === undefined && !isAlone;
  const database = isShared ? await server.shared(content) : await server.own(content, key);
  try {
    return await onDatabase(server, database, job, isShared);
  } finally {
    if (isAlone) await server.drop(database);
  }
}

async function contentOf(
  { setting, statements }: ProofJob,
  fixture: (name: string) => Promise<string | undefined>,
): Promise<DatabaseContent> {
  const fixtures = await Promise.all(
    setting.fixtures.map(async (name) => {
      const sql = await fixture(name);
      if (sql !== undefined) return { name, sql };
      throw new UserError(
        `Unexpected fixture \`${name}\`, expected the name of a schema`,
        "Name a file of the schemas.",
      );
    }),
  );
  const own = statements.flatMap(({ extension }) => extension ?? []);
  return { fixtures, extensions: [...new Set([...setting.extensions, ...own])].sort() };
}

async function onDatabase(
  server: ProofServer,
  database: string,
  job: ProofJob,
  rollsBack: boolean,
): Promise<ProofAnswer> {
  const { role } = job.setting;
  const session = await (rollsBack
    ? server.session(database, role, DEADLINE_MS)
    : openSession(server.sandbox, database, role, DEADLINE_MS));
  const { client, pid } = session;
  let expired = false;
  const ended = Promise.withResolvers<ProofAnswer>();
  const deadline = setTimeout(async () => {
    expired = true;
    // A session that cannot even be ended must not hold the run.
    setTimeout(() => ended.resolve({ ok: false, statement: 0, sqlstate: "57014", message: "" }), 2_000).unref();
    await (await server.admin("postgres")).query("SELECT pg_terminate_backend($1)", [pid]);
  }, DEADLINE_MS);
  try {
    if (rollsBack) await client.query("BEGIN");
    const answer = await Promise.race([runAll(client, job), ended.promise]);
    if (answer.ok || expired || answer.candidates === undefined) return expired ? tooLong(answer) : answer;
    const admin = await server.admin(database);
    try {
      return { ...answer, candidates: await candidatesFor(admin, answer.sqlstate, answer.candidates) };
    } finally {
      if (database !== "postgres") await admin.end();
    }
  } finally {
    clearTimeout(deadline);
    // Whatever the block left open is undone, or ends with its session.
    if (!rollsBack || expired || !(await resetSession(session))) {
      if (rollsBack) server.forget(role);
      await client.end().catch(() => {});
    }
  }
}

async function runAll(client: pg.Client, job: ProofJob): Promise<ProofAnswer> {
  const variables = { ...job.variables };
  let rows: Extract<ProofAnswer, { ok: true }>["rows"];
  for (const [index, statement] of job.statements.entries()) {
    const text = substitute(statement.text, variables);
    try {
      if (job.setting.mode !== "run" || statement.parseOnly) await parseOnly(client, text, job.setting.mode === "plan");
      else if (statement.extension === undefined) {
        const given = await run(client, text);
        if (given) rows = given;
        if (statement.gset !== undefined && given) store(variables, statement.gset, given);
      }
    } catch (error) {
      const answer = failure(error, index, statement);
      if (job.setting.mode === "parse" && !answer.sqlstate.startsWith("426")) continue;
      return answer;
    }
  }
  return { ok: true, rows };
}

async function run(client: pg.Client, text: string) {
  const answer: pg.QueryArrayResult | pg.QueryArrayResult[] = await client.query({
    text,
    rowMode: "array",
    types: { getTypeParser: () => (value: string) => value },
  });
  const withRows = [answer].flat().findLast(({ fields }) => fields?.length > 0);
  return withRows && { columns: withRows.fields.map(({ name }) => name), values: withRows.rows as (string | null)[][] };
}

function failure(error: unknown, statement: number, { text }: ProofStatement) {
  const isDatabase = error instanceof pg.DatabaseError;
  const code = isDatabase ? (error.code ?? "XX000") : "08006";
  const position = isDatabase && error.position ? Number(error.position) - 1 : undefined;
  const names = isDatabase ? [text] : undefined;
  return {
    ok: false as const,
    statement,
    sqlstate: code,
    message: error instanceof Error ? error.message : String(error),
    hint: isDatabase ? error.hint : undefined,
    // Positions count characters; offsets count UTF-16 units.
    offset: position === undefined ? undefined : [...text].slice(0, position).join("").length,
    candidates: names,
  };
}

function tooLong(answer: ProofAnswer): ProofAnswer {
  return answer.ok ? answer : { ...answer, sqlstate: "57014", message: `no end after ${DEADLINE_MS / 1000} s` };
}

function store(
  variables: Record<string, string>,
  prefix: string,
  rows: { columns: string[]; values: (string | null)[][] },
) {
  const [first] = rows.values;
  for (const [index, column] of rows.columns.entries()) {
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
