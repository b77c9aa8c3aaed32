import { randomUUID } from "node:crypto";
import { UserError } from "../../core/errors.ts";
import type { ProofAnswer, ProofJob } from "../../core/proof/prover.ts";
import { candidatesFor } from "./candidates.ts";
import type { DatabaseContent, ProofServer } from "./proof-server.ts";
import type { Ran } from "./ran.ts";
import { runInTransaction, runStatements } from "./run-statements.ts";
import { openSession, resetSession } from "./session.ts";

/** A block may lift its own timeout, never this one: its session is ended from outside. */
const DEADLINE_MS = 15_000;
const LOST = {
  ok: false as const,
  statement: 0,
  sqlstate: "08006",
  message: "the session ended before the block began",
};
const TIMED_OUT = { ok: false as const, statement: 0, sqlstate: "57014", message: "" };

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
    const attempt = () => onDatabase(server, database, job, isShared);
    return (await attempt()) ?? (await attempt()) ?? LOST;
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

/** Undefined where the session that was kept had ended meanwhile, and nothing of the job was run. */
async function onDatabase(
  server: ProofServer,
  database: string,
  job: ProofJob,
  rollsBack: boolean,
): Promise<ProofAnswer | undefined> {
  const { role } = job.setting;
  const session = await (rollsBack
    ? server.session(database, role, DEADLINE_MS)
    : openSession(server.sandbox, database, role, DEADLINE_MS));
  const { client, pid } = session;
  let expired = false;
  const ended = Promise.withResolvers<Ran>();
  const deadline = setTimeout(async () => {
    expired = true;
    // A session that cannot even be ended must not hold the run.
    setTimeout(() => ended.resolve({ answer: TIMED_OUT }), 2_000).unref();
    await (await server.admin("postgres")).query("SELECT pg_terminate_backend($1)", [pid]);
  }, DEADLINE_MS);
  try {
    const running = rollsBack ? runInTransaction(client, job) : runStatements(client, job);
    const ran = await Promise.race([running, ended.promise]);
    if (expired) return tooLong(ran?.answer ?? TIMED_OUT);
    if (ran === undefined) return undefined;
    const { answer, refused } = ran;
    if (answer.ok || refused === undefined) return answer;
    return { ...answer, candidates: await candidatesFor(() => server.admin(database), answer.sqlstate, refused) };
  } finally {
    clearTimeout(deadline);
    // Whatever the block left open is undone, or ends with its session.
    if (!rollsBack || expired || !(await resetSession(session))) {
      if (rollsBack) server.forget(role);
      await client.end().catch(() => {});
    }
  }
}

function tooLong(answer: ProofAnswer): ProofAnswer {
  return answer.ok ? answer : { ...answer, sqlstate: "57014", message: `no end after ${DEADLINE_MS / 1000} s` };
}
