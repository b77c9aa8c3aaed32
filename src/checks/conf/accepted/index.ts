import leven from "leven";
import * as z from "zod";
import type { Check } from "../../../core/check.ts";
import type { Draft } from "../../../core/finding.ts";
import { nearest } from "../../../core/nearest.ts";
import type { Block } from "../../../core/page.ts";
import type { BlockProof } from "../../../core/proof/block-proof.ts";
import { confFile } from "../../../core/proof/conf-file.ts";
import { majorsIn } from "../../../core/proof/fence.ts";
import { type GatheredBlock, type GatheredPage, gatherBlocks } from "../../../core/proof/gather-blocks.ts";
import type { ConfAnswer, ConfFile, Prover } from "../../../core/proof/prover.ts";
import { listMajors } from "../../../core/proof/renames.ts";
import { replacePlaceholders } from "../../../core/proof/replace-placeholders.ts";
import { floorFindings } from "../../../proofs/floor-findings.ts";
import { confFindings } from "./conf-findings.ts";
import { proveStated } from "./prove-stated.ts";

const options = z.strictObject({
  floor: z
    .int()
    .min(0)
    .default(0)
    .describe("Accepted blocks below which the check fails: fewer than before is a loss."),
});

/** Every configuration block is accepted by every PostgreSQL major that its page claims. */
export const confAccepted: Check<z.output<typeof options>> = {
  id: "conf/accepted",
  summary:
    "every line of a configuration block, and every setting that `ALTER SYSTEM`, a command or `PGOPTIONS` gives, is accepted by every PostgreSQL major that the page claims",
  why: "A server that is reloaded with a line it does not know ignores it; one that is restarted does not come back.",
  fix: "Correct the name or value, or say which `versions` the block is for; `plumbline tune` works values out.",
  severity: "error",
  needs: ["sandbox"],
  options,
  look: { page: (page) => ({ findings: [], gathered: gatherBlocks(page, isHeld, nearestName) }) },
  async run({ prover, now }, { floor }, looks) {
    if (!prover) throw new Error("Unexpected run without servers");
    const pages = looks.pages.flatMap(({ gathered }) => (gathered ? [gathered as GatheredPage] : []));
    const all = pages.flatMap((page) => page.blocks.map((block) => ({ page, block })));
    const blocks = all.filter(({ block }) => fileOf(block) !== undefined);
    const others = all.filter(({ block }) => fileOf(block) === undefined);
    const stated = await Promise.all(others.map(({ page, block }) => proveStated(page, block, prover)));
    const settings = stated.reduce((sum, each) => sum + each.settings, 0);
    const proven = await Promise.all(blocks.map(({ page, block }) => prove(page, block, prover, now)));
    const proofs = proven.map(({ proof }) => proof);
    return {
      examined: blocks.length + stated.filter((each) => each.settings > 0).length,
      findings: [
        ...[...proven, ...stated].flatMap(({ findings }) => findings),
        ...floorFindings("conf/accepted", proofs, floor),
      ],
      proofs,
      note: `on PostgreSQL ${listMajors(prover.majors)}${settings > 0 ? `; ${settings} settings in statements and commands` : ""}`,
    };
  },
};

function isHeld(block: Block): boolean {
  return isConf(block) || statesSettings(block);
}

/** Where `ALTER SYSTEM` or a program's `-c name=value` may stand; what is there is found when it is proven. */
function statesSettings({ language, code }: Block): boolean {
  const name = language.toLowerCase();
  if (["sql", "pgsql", "postgresql", "postgres", "psql"].includes(name)) return ALTER_SYSTEM.test(code);
  return ["bash", "sh", "shell", "console"].includes(name) && (ALTER_SYSTEM.test(code) || SERVER.test(code));
}

const ALTER_SYSTEM = /\bALTER\s+SYSTEM\b/i;
const SERVER =
  /\b(?:postgres|postmaster|initdb|pg_ctl|pg_createcluster|pg_upgrade|PGOPTIONS)\b|postgis|timescaledb|pgvector/;

/** Titles of files that a server can be asked about; the language alone does not tell whose configuration it is. */
function isConf({ language, meta }: Block): boolean {
  return ["ini", "conf", "properties", "text", "txt", ""].includes(language) && confFile(meta) !== undefined;
}

function nearestName(name: string, known: readonly string[]): string | undefined {
  return nearest(name, known, leven);
}

function fileOf({ fence: { attributes } }: GatheredBlock): ConfFile | undefined {
  return confFile(attributes.title === undefined ? "" : `title="${attributes.title}"`);
}

async function prove(page: GatheredPage, block: GatheredBlock, prover: Prover, now: Date) {
  const { attributes } = block.fence;
  const file = fileOf(block);
  if (file === undefined || attributes.proof === "skip") {
    return { findings: confFindings(block, []), proof: proofOf(block, [], [], now) };
  }
  const majors = majorsIn(attributes.versions ?? page.versions, prover.majors);
  const { text } = replacePlaceholders(block.code, page.vars);
  const answers = await Promise.all(
    majors.map(async (major) => ({ major, answer: await prover.conf(major, file, text) })),
  );
  const findings = confFindings(block, answers);
  return { findings, proof: proofOf(block, answers, findings, now) };
}

function proofOf(
  block: GatheredBlock,
  answers: readonly { major: number; answer: ConfAnswer }[],
  findings: readonly Draft[],
  now: Date,
): BlockProof {
  const { file, language, fingerprint, fence } = block;
  const failed = answers.filter(({ answer }) => answer.problems.length > 0).map(({ major }) => major);
  const majors = answers.map(({ major }) => major).filter((major) => !failed.includes(major));
  const restart = [...new Set(answers.flatMap(({ answer }) => answer.restart))].sort();
  const state = fence.attributes.proof === "skip" ? "skipped" : majors.length > 0 ? "proven" : "failed";
  return {
    ...{ check: "conf/accepted", file, language, fingerprint },
    verdict: {
      state: findings.length > 0 ? "failed" : state,
      how: "accepted",
      majors,
      ...(failed.length > 0 ? { failed_majors: failed } : {}),
      ...(fence.attributes.reason === undefined ? {} : { reason: fence.attributes.reason }),
      ...(restart.length > 0 ? { restart } : {}),
      proven_at: now.toISOString(),
    },
  };
}
