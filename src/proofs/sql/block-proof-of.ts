import type { Draft } from "../../core/finding.ts";
import type { BlockProof, Verdict } from "../../core/proof/block-proof.ts";
import { judgeAnswer } from "./judge-answer.ts";
import type { Proof } from "./prove-pages.ts";

/** What a proof of SQL, and what was found in it, say of its block: on which majors it holds, how far, and since when. */
export function blockProofOf(
  { block, state, answers, fixtures }: Proof,
  findings: readonly Draft[],
  now: Date,
): BlockProof {
  const { file, language, fingerprint, fence, output } = block;
  const { attributes } = fence;
  const holds = ({ answer }: Proof["answers"][number]) => !judgeAnswer(answer, attributes.expect, output?.code);
  const failed = answers.filter((each) => !holds(each)).map(({ major }) => major);
  const reason = state === "foreign" ? `it is ${attributes.dialect}` : attributes.reason;
  return {
    ...{ check: "sql/runs", file, language, fingerprint },
    verdict: {
      state: findings.length > 0 ? "failed" : state,
      how: howOf(attributes.proof, answers),
      majors: answers.filter(holds).map(({ major }) => major),
      ...(failed.length > 0 ? { failed_majors: failed } : {}),
      ...(reason === undefined ? {} : { reason }),
      ...(Object.keys(fixtures).length > 0 ? { fixtures } : {}),
      proven_at: answers.map(({ at }) => at).sort()[0] ?? now.toISOString(),
    },
  };
}

function howOf(proof: string | undefined, answers: Proof["answers"]): Verdict["how"] {
  if (proof === "plan" || proof === "parse") return proof;
  return answers.some(({ answer }) => answer.ok && answer.isParsed) ? "parse" : "run";
}
