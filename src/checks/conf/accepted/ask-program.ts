import type { ConfProblem, ProgramFile, Prover } from "../../../core/proof/prover.ts";
import { judgePgbouncer } from "../../../proofs/settings/pgbouncer/judge-pgbouncer.ts";
import { POOLER_AS_OF } from "../../../proofs/settings/pgbouncer/known-settings.ts";

/** What a block of another program's configuration was held against, and what is wrong with it. */
export interface AskedProgram {
  /** `PgBouncer 1.18.0`; undefined: it is not installed here, and nothing else knows its file. */
  by: string | undefined;
  isInstalled: boolean;
  problems: ConfProblem[];
  /** Names that the documentation knows and the program at hand is too old for. */
  newer: string[];
}

/** The program that each file belongs to. */
export const PROGRAM_OF: Readonly<Record<ProgramFile, string>> = {
  "pgbouncer.ini": "pgbouncer",
  "pgbackrest.conf": "pgbackrest",
};

/**
 * Holds a block against the program that reads it, where it is installed. PgBouncer's is held against its documentation too:
 * that knows bounds which the program finds out when it starts, and what versions after the installed one brought.
 */
export async function askProgram(file: ProgramFile, code: string, prover: Prover): Promise<AskedProgram> {
  const answer = await prover.program(file, code);
  const documented = file === "pgbouncer.ini" ? judgePgbouncer(code) : undefined;
  if (!answer) {
    const by = documented && `PgBouncer's documentation of ${POOLER_AS_OF}`;
    return { by, isInstalled: false, problems: documented ?? [], newer: [] };
  }
  if (!documented) return { by: answer.by, isInstalled: true, problems: answer.problems, newer: [] };
  const inDocuments = (problem: ConfProblem) => documented.find((each) => isSame(each, problem));
  const newer = answer.problems.filter((problem) => problem.kind === "unknown" && !inDocuments(problem));
  const refused = answer.problems.filter((problem) => !newer.includes(problem));
  const problems = [
    // Its own words and values, with what the documentation knows to say of them.
    ...refused.map((problem) => ({ ...inDocuments(problem), ...problem, ...hintOf(inDocuments(problem)) })),
    // Where the program takes a name, the documentation's table is behind.
    ...documented.filter((each) => each.kind === "invalid" && !refused.some((problem) => problem.line === each.line)),
  ].sort((a, b) => a.line - b.line);
  return { by: answer.by, isInstalled: true, problems, newer: newer.map(({ name }) => name) };
}

function hintOf(problem: ConfProblem | undefined): Partial<ConfProblem> {
  return problem?.hint === undefined ? {} : { hint: problem.hint };
}

function isSame(one: ConfProblem, other: ConfProblem): boolean {
  return one.line === other.line && one.kind === other.kind && (one.kind !== "unknown" || one.name === other.name);
}
