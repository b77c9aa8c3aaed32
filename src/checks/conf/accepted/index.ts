import leven from "leven";
import * as z from "zod";
import type { Check } from "../../../core/check.ts";
import { nearest } from "../../../core/nearest.ts";
import type { Block } from "../../../core/page.ts";
import { majorsIn } from "../../../core/proof/fence.ts";
import { type GatheredBlock, type GatheredPage, gatherBlocks } from "../../../core/proof/gather-blocks.ts";
import type { Prover } from "../../../core/proof/prover.ts";
import { listMajors } from "../../../core/proof/renames.ts";
import { replacePlaceholders } from "../../../core/proof/replace-placeholders.ts";
import { confBlock } from "./conf-block.ts";
import { confFindings } from "./conf-findings.ts";

const options = z.strictObject({});

/** Every configuration block is accepted by every PostgreSQL major that its page claims. */
export const confAccepted: Check<z.output<typeof options>> = {
  id: "conf/accepted",
  summary: "every line of a configuration block is accepted by every PostgreSQL major that the page claims",
  why: "A server that is reloaded with a line it does not know ignores it; one that is restarted does not come back.",
  fix: "Correct the name or value, or say which `versions` the block is for; `plumbline tune` works values out.",
  severity: "error",
  needs: ["sandbox"],
  options,
  look: { page: (page) => ({ findings: [], gathered: gatherBlocks(page, isConf, nearestName) }) },
  async run({ prover }, _, looks) {
    if (!prover) throw new Error("Unexpected run without servers");
    const pages = looks.pages.flatMap(({ gathered }) => (gathered ? [gathered as GatheredPage] : []));
    const blocks = pages.flatMap((page) => page.blocks.map((block) => ({ page, block })));
    const findings = await Promise.all(blocks.map(({ page, block }) => prove(page, block, prover)));
    return { examined: blocks.length, findings: findings.flat(), note: `on PostgreSQL ${listMajors(prover.majors)}` };
  },
};

/** Titles of files that a server can be asked about; the language alone does not tell whose configuration it is. */
function isConf({ language, meta }: Block): boolean {
  return ["ini", "conf", "properties", "text", "txt", ""].includes(language) && confBlock(meta) !== undefined;
}

function nearestName(name: string, known: readonly string[]): string | undefined {
  return nearest(name, known, leven);
}

async function prove(page: GatheredPage, block: GatheredBlock, prover: Prover) {
  const { attributes } = block.fence;
  const file = confBlock(attributes.title === undefined ? "" : `title="${attributes.title}"`);
  if (file === undefined || attributes.proof === "skip") return confFindings(block, []);
  const majors = majorsIn(attributes.versions ?? page.versions, prover.majors);
  const { text } = replacePlaceholders(block.code, page.vars);
  const answers = await Promise.all(
    majors.map(async (major) => ({ major, answer: await prover.conf(major, file, text) })),
  );
  return confFindings(block, answers);
}
