import type { Draft } from "../../core/finding.ts";
import { fencePlace, type GatheredBlock, placeInBlock } from "../../core/proof/gather-blocks.ts";
import { listMajors } from "../../core/proof/renames.ts";
import { describeFailure, placeOfFailure } from "./describe-failure.ts";
import { judgeAnswer, type Verdict } from "./judge-answer.ts";
import type { Proof } from "./prove-pages.ts";

/** What is wrong with one block: how its fence is written, and each way in which it fails, with the majors. */
export function findingsOf(proof: Proof, now: Date): Draft[] {
  const { block, page } = proof;
  const { attributes, problems } = block.fence;
  const written = problems.map(({ message, hint }) => onFence(block, message, hint));
  if (attributes.until !== undefined && now.toISOString().slice(0, 10) > attributes.until) {
    const message = `Unexpected exception that ended on ${attributes.until}, expected a proof`;
    return [...written, onFence(block, message, "Prove the block, or say until when it cannot be.")];
  }
  if (proof.missing.length > 0) {
    const message = `Unexpected fixture \`${proof.missing.join("`, `")}\`, expected the name of a schema`;
    return [
      ...written,
      onFence(block, message, "Name a file of the fixtures' folder (`postgres.fixtures` in the configuration)."),
    ];
  }
  if (proof.state === "proven" && proof.answers.length === 0 && written.length === 0) {
    const range = attributes.versions ?? page.versions ?? "";
    return [
      ...written,
      onFence(
        block,
        `Unexpected \`versions=${range}\`, expected majors that the configuration supports`,
        "Correct the range.",
      ),
    ];
  }
  const groups = new Map<string, { verdict: Verdict; majors: number[] }>();
  for (const { major, answer } of proof.answers) {
    const verdict = judgeAnswer(answer, attributes.expect, block.output?.code);
    if (!verdict) continue;
    const key = keyOf(verdict);
    const group = groups.get(key) ?? { verdict, majors: [] };
    group.majors.push(major);
    groups.set(key, group);
  }
  return [...written, ...[...groups.values()].map(({ verdict, majors }) => draftOf(proof, verdict, majors))];
}

function keyOf(verdict: Verdict): string {
  if (verdict.kind !== "error") return JSON.stringify([verdict.kind, verdict.message]);
  const { sqlstate, statement, offset } = verdict.answer;
  return JSON.stringify([sqlstate, statement, offset]);
}

function draftOf(proof: Proof, verdict: Verdict, majors: number[]): Draft {
  const { block } = proof;
  if (verdict.kind === "expectation") {
    return {
      ...onFence(block, `${verdict.message} (PostgreSQL ${listMajors(majors)})`, verdict.hint),
      evidence: { majors },
    };
  }
  if (verdict.kind === "output") return outputDraft(block, verdict, majors);
  const { answer } = verdict;
  const prepared = proof.prepared();
  const at = prepared.origin(
    answer.statement,
    placeOfFailure(answer, prepared.statements[answer.statement]?.text ?? ""),
  );
  const { message, hint, severity, length } = describeFailure(answer, block.code, at, majors);
  return {
    ...placeInBlock(block, at, length),
    message,
    hint,
    ...(severity ? { severity } : {}),
    text: `${answer.sqlstate} ${message} ${block.code}`,
    evidence: { sqlstate: answer.sqlstate, message: answer.message, majors, serverHint: answer.hint ?? null },
  };
}

function outputDraft(block: GatheredBlock, verdict: Extract<Verdict, { kind: "output" }>, majors: number[]): Draft {
  const line = (block.output?.codeLine ?? block.codeLine) + verdict.line - 1;
  return {
    ...{ file: block.file, line, column: 1, endLine: line, endColumn: 2 },
    message: `${verdict.message} (PostgreSQL ${listMajors(majors)})`,
    hint: "Correct the block, or run `plumbline check --update-output` and read the difference.",
    text: `output ${verdict.message} ${block.code}`,
    evidence: { majors, output: verdict.rendered, outputLine: block.output?.codeLine ?? null },
  };
}

function onFence(block: GatheredBlock, message: string, hint: string): Draft {
  return { ...fencePlace(block), message, hint, text: `${message} ${block.code}` };
}
