import type { Draft } from "../../../core/finding.ts";
import { majorsIn } from "../../../core/proof/fence.ts";
import { type GatheredBlock, type GatheredPage, placeInBlock } from "../../../core/proof/gather-blocks.ts";
import type { ConfProblem, Prover } from "../../../core/proof/prover.ts";
import { listMajors } from "../../../core/proof/renames.ts";
import { settingsInShell } from "../../../proofs/settings/settings-in-shell.ts";
import { settingsInSql } from "../../../proofs/settings/settings-in-sql.ts";
import type { StatedSetting } from "../../../proofs/settings/stated-setting.ts";
import { findSql } from "../../../proofs/shell/find-sql.ts";
import { loadParser } from "../../../proofs/sql/split-statements.ts";
import { problemWords } from "./problem-words.ts";

/** Asks servers for what an SQL or shell block states outside of a configuration file: `ALTER SYSTEM`, `-c name=value`. */
export async function proveStated(
  page: GatheredPage,
  block: GatheredBlock,
  prover: Prover,
): Promise<{ settings: number; findings: Draft[] }> {
  const { proof, expect, dialect, versions } = block.fence.attributes;
  const isHeld = proof !== "skip" && proof !== "parse" && !expect?.startsWith("error:");
  if (!isHeld || (dialect !== undefined && !/^postgres/i.test(dialect))) return { settings: 0, findings: [] };
  await loadParser();
  const stated = /sql/.test(block.language.toLowerCase())
    ? settingsInSql(block, page.vars)
    : [...settingsInShell(block), ...findSql(block).flatMap((part) => settingsInSql(part, page.vars))];
  const majors = majorsIn(versions ?? page.versions, prover.majors);
  const findings = await Promise.all(stated.map((setting) => findingsOf(setting, majors, prover)));
  return { settings: stated.length, findings: findings.flat() };
}

async function findingsOf(setting: StatedSetting, majors: readonly number[], prover: Prover): Promise<Draft[]> {
  const { name, value } = setting;
  const line = `${name} = '${(value ?? "").replaceAll("'", "''").replaceAll("\\", "\\\\")}'`;
  const answers = await Promise.all(
    majors.map(async (major) => ({ major, ...(await prover.conf(major, "postgresql.conf", line)) })),
  );
  const needsRestart = answers.some(({ restart }) => restart.length > 0);
  const serverWide = answers.filter((answer) => answer.serverWide.length > 0 && answer.problems.length === 0);
  const groups = Map.groupBy(
    // A value that is not known here is no wrong one: the name is held.
    answers.filter(({ problems: [first] }) => first && (value !== undefined || first.kind === "unknown")),
    ({ problems: [first] }) => first?.kind,
  );
  const refused = [...groups.values()].flatMap((group) => {
    const [problem] = group[0]?.problems ?? [];
    const on = group.map(({ major }) => major);
    return problem ? [draftOf(setting, { ...problem, name, value: value ?? "" }, on, needsRestart)] : [];
  });
  if (!setting.isOfSession || serverWide.length === 0) return refused;
  return [
    ...refused,
    notForSessions(
      setting,
      serverWide.map(({ major }) => major),
      needsRestart,
    ),
  ];
}

function notForSessions({ block, at, name, value }: StatedSetting, majors: number[], needsRestart: boolean): Draft {
  return {
    ...placeInBlock(block, at, name.length),
    message: `Unexpected setting \`${name}\` in PGOPTIONS, expected one that a session may set: the server refuses the connection`,
    hint: `Set it for the whole server: \`ALTER SYSTEM SET ${name}\`${needsRestart ? ", then restart" : ", then reload"}.`,
    text: `session ${name} ${value}`,
    evidence: { majors, setting: name, value: value ?? null, needsRestart },
  };
}

function draftOf(
  { block, at }: StatedSetting,
  problem: ConfProblem,
  majors: readonly number[],
  needsRestart: boolean,
): Draft {
  const { name, value, kind, message } = problem;
  return {
    ...placeInBlock(block, at, name.length),
    ...problemWords(problem, `PostgreSQL ${listMajors(majors)}`),
    text: `${kind} ${name} ${value}`,
    evidence: { majors, setting: name, value, serverSays: message, needsRestart },
  };
}
