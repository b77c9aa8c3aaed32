import type { Draft } from "../../../core/finding.ts";
import { fencePlace, type GatheredBlock, lineStart, placeInBlock } from "../../../core/proof/gather-blocks.ts";
import type { ConfAnswer, ConfProblem } from "../../../core/proof/prover.ts";
import { listMajors } from "../../../core/proof/renames.ts";
import { problemWords } from "./problem-words.ts";

/** What servers of several majors do not accept in one block: one finding a line and kind, with the majors. */
export function confFindings(block: GatheredBlock, answers: readonly { major: number; answer: ConfAnswer }[]): Draft[] {
  const groups = new Map<string, { problem: ConfProblem; majors: number[] }>();
  for (const { major, answer } of answers) {
    for (const problem of answer.problems) {
      const key = JSON.stringify([problem.line, problem.kind, problem.name]);
      const group = groups.get(key) ?? { problem, majors: [] };
      group.majors.push(major);
      groups.set(key, group);
    }
  }
  const refused = [...groups.values()].map(({ problem, majors }) =>
    draftOf(block, problem, `PostgreSQL ${listMajors(majors)}`, { majors }),
  );
  return [...fenceFindings(block), ...refused, ...unchanged(block, answers)];
}

/** What the program whose configuration it is does not accept, or its documentation. */
export function programFindings(block: GatheredBlock, problems: readonly ConfProblem[], by: string): Draft[] {
  return [...fenceFindings(block), ...problems.map((problem) => draftOf(block, problem, by, { by }))];
}

function fenceFindings(block: GatheredBlock): Draft[] {
  return block.fence.problems.map(({ message, hint }) => {
    return { ...fencePlace(block), message, hint, text: `${message} ${block.code}` };
  });
}

function draftOf(block: GatheredBlock, problem: ConfProblem, on: string, evidence: Draft["evidence"]): Draft {
  const line = block.code.split("\n")[problem.line - 1] ?? "";
  const wanted = problem.kind === "unknown" ? problem.name : problem.kind === "invalid" ? problem.value : line.trim();
  const found = Math.max(0, line.indexOf(wanted));
  const { message, hint } = problemWords({ ...problem, value: problem.value || line.trim() }, on);
  return {
    ...placeInBlock(block, lineStart(block, problem.line) + found, Math.max(1, wanted.length)),
    message,
    hint,
    text: `${problem.kind} ${line}`,
    evidence: { ...evidence, setting: problem.name, value: problem.value, serverSays: problem.message },
  };
}

/** A block shown as a change (`change=…`) that leaves every setting as it is by default changes nothing. */
function unchanged(block: GatheredBlock, answers: readonly { major: number; answer: ConfAnswer }[]): Draft[] {
  if (block.fence.attributes.change === undefined || answers.length === 0) return [];
  const idle = answers.filter(({ answer }) => answer.problems.length === 0 && answer.changed.length === 0);
  if (idle.length === 0) return [];
  const majors = idle.map(({ major }) => major);
  return [
    {
      ...fencePlace(block),
      message: `Unexpected change that changes nothing on PostgreSQL ${listMajors(majors)}, expected a value other than the default`,
      hint: "Show a value that differs, or take `change` out.",
      text: `change ${block.code}`,
      evidence: { majors },
    },
  ];
}
