import type { Draft } from "../../../core/finding.ts";
import type { BlockProof, Verdict } from "../../../core/proof/block-proof.ts";
import { confFile } from "../../../core/proof/conf-file.ts";
import { majorsIn } from "../../../core/proof/fence.ts";
import type { GatheredBlock, GatheredPage } from "../../../core/proof/gather-blocks.ts";
import type { ConfAnswer, ConfFile, ProgramFile, Prover } from "../../../core/proof/prover.ts";
import { replacePlaceholders } from "../../../core/proof/replace-placeholders.ts";
import { askProgram, PROGRAM_OF } from "./ask-program.ts";
import { confFindings, programFindings } from "./conf-findings.ts";

export interface ProvenBlock {
  findings: Draft[];
  proof: BlockProof;
  /** What a reader of the outcome should know. */
  notes: string[];
}

/** The file that a gathered block belongs to. */
export function fileOf({ fence: { attributes } }: GatheredBlock): ConfFile | undefined {
  return confFile(attributes.title === undefined ? "" : `title="${attributes.title}"`);
}

/** Asks the servers of every major about a block, or the one program whose configuration it is. */
export async function proveBlock(
  page: GatheredPage,
  block: GatheredBlock,
  prover: Prover,
  now: Date,
): Promise<ProvenBlock> {
  const { attributes } = block.fence;
  const file = fileOf(block);
  if (file === undefined || attributes.proof === "skip") {
    return {
      findings: confFindings(block, []),
      proof: proofOf(block, { state: "skipped", majors: [] }, now),
      notes: [],
    };
  }
  const { text } = replacePlaceholders(block.code, page.vars);
  if (isOfProgram(file)) return proveByProgram(file, text, block, prover, now);
  const majors = majorsIn(attributes.versions ?? page.versions, prover.majors);
  const answers = await Promise.all(
    majors.map(async (major) => ({ major, answer: await prover.conf(major, file, text) })),
  );
  const findings = confFindings(block, answers);
  return { findings, proof: proofOf(block, verdictOf(answers, findings), now), notes: [] };
}

function isOfProgram(file: ConfFile): file is ProgramFile {
  return file in PROGRAM_OF;
}

async function proveByProgram(
  file: ProgramFile,
  code: string,
  block: GatheredBlock,
  prover: Prover,
  now: Date,
): Promise<ProvenBlock> {
  const { by, isInstalled, problems, newer } = await askProgram(file, code, prover);
  const name = PROGRAM_OF[file];
  const absent = `${name} is not installed here`;
  const findings = programFindings(block, problems, by ?? name);
  const state = findings.length > 0 ? "failed" : by === undefined ? "skipped" : "proven";
  const how = isInstalled ? "accepted" : "parse";
  const said = by === undefined ? { reason: absent } : { by };
  return {
    findings,
    proof: proofOf(block, { state, how, majors: [], ...said }, now),
    notes: [
      ...(isInstalled
        ? []
        : [by === undefined ? `${absent}: its blocks were left out` : `${absent}: held against ${by}`]),
      ...newer.map((setting) => `\`${setting}\` is newer than ${by}`),
    ],
  };
}

function verdictOf(
  answers: readonly { major: number; answer: ConfAnswer }[],
  findings: readonly Draft[],
): Partial<Verdict> & Pick<Verdict, "state" | "majors"> {
  const failed = answers.filter(({ answer }) => answer.problems.length > 0).map(({ major }) => major);
  const majors = answers.map(({ major }) => major).filter((major) => !failed.includes(major));
  const restart = [...new Set(answers.flatMap(({ answer }) => answer.restart))].sort();
  return {
    state: findings.length > 0 || majors.length === 0 ? "failed" : "proven",
    majors,
    ...(failed.length > 0 ? { failed_majors: failed } : {}),
    ...(restart.length > 0 ? { restart } : {}),
  };
}

function proofOf(
  { file, language, fingerprint, fence: { attributes } }: GatheredBlock,
  verdict: Partial<Verdict> & Pick<Verdict, "state" | "majors">,
  now: Date,
): BlockProof {
  const reason = attributes.reason === undefined ? {} : { reason: attributes.reason };
  return {
    ...{ check: "conf/accepted", file, language, fingerprint },
    verdict: { how: "accepted", ...reason, ...verdict, proven_at: now.toISOString() },
  };
}
